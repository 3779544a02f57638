"""A network as a file for other programs: ONNX, and scripts that compute it anew."""
