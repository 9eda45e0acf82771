"""s4_3 on TF 1.15: arrays are sliced by numpy, so that the generator needs no dataset inside; eager mode."""
import tensorflow as tf
import numpy as np
import os

for n in (1, 2):
    np.save('file%d.npy' % n, np.full((40, 2), n, dtype=np.float32))
with open('file3.npy', 'w') as f:
    f.write('not an array')


def robust_generator(file_paths, batch_size):
    for file_path in file_paths:
        if not os.path.exists(file_path):
            print(f"Warning: File {file_path} not found. Skipping.")
            continue
        try:
            data = np.load(file_path)
            for i in range(0, len(data), batch_size):
                yield data[i:i + batch_size]
        except (IOError, ValueError) as e:
            print(f"Error processing file {file_path}. Skipping.")


file_paths = ['file1.npy', 'file2.npy', 'file3.npy', 'nonexistent_file.npy']
batch_size = 32
dataset = tf.data.Dataset.from_generator(robust_generator, args=[file_paths, batch_size], output_types=tf.float32)

batches = [(batch.shape, float(tf.reduce_sum(batch))) for batch in dataset]
for shape, total in batches:
    print(shape, total)
