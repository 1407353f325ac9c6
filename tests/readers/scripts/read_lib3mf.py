"""lib3mf, the consortium's own, in strict mode: all bodies, and every warning is a fault."""

import lib3mf
from job import answer
from meshes import told

_wrapper = lib3mf.get_wrapper()


def _look(name):
    model = _wrapper.CreateModel()
    reader = model.QueryReader("3mf")
    reader.SetStrictModeActive(True)
    reader.ReadFromFile(name)
    faults = [reader.GetWarning(at)[0] for at in range(reader.GetWarningCount())]
    if model.GetUnit() != lib3mf.ModelUnit.MilliMeter:
        faults.append(f"the unit is {model.GetUnit()}")
    vertices, triangles, count, items = [], [], 0, model.GetBuildItems()
    while items.MoveNext():
        body = model.GetMeshObjectByID(items.GetCurrent().GetObjectResourceID())
        if not body.IsManifoldAndOriented():
            faults.append("not manifold")
        begun = len(vertices)
        vertices += [list(each.Coordinates) for each in body.GetVertices()]
        triangles += [[begun + at for at in each.Indices] for each in body.GetTriangleIndices()]
        count += 1
    return {**told(vertices, triangles, count), "faults": faults}


answer(_look, ".".join(map(str, _wrapper.GetLibraryVersion())))
