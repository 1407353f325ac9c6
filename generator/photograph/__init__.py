"""Pictures of plates as a camera sees them, damaged and badly lit: numpy and Pillow."""
