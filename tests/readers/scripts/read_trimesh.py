"""trimesh: the bodies of an STL or a 3MF as one mesh."""

import numpy as np
import trimesh
from job import answer
from meshes import told


def _look(name):
    bodies = trimesh.load_scene(name).dump(concatenate=False)
    whole = trimesh.util.concatenate(bodies)
    whole.merge_vertices()
    faces = np.arange(len(whole.faces))
    parts = trimesh.graph.connected_components(whole.face_adjacency, 1, faces, "networkx")
    answers = told(whole.vertices, whole.faces, len(parts))
    return {**answers, "faults": [] if whole.is_volume else ["it is no volume"]}


answer(_look, trimesh.__version__)
