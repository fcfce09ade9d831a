"""The drawings of the sample magazine: `canvas` paints, `motifs` knows boats and houses, the rest are scenes."""
