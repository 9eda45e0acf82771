"""s4_2 that skips what it cannot read, with no more than a line of output; one file is missing, one is no array.

TF 1.15: AttributeError, there is no tf.data.AUTOTUNE.
"""
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
            dataset = tf.data.Dataset.from_tensor_slices(np.load(file_path))
            dataset = dataset.batch(batch_size)
            for batch in dataset:
                yield batch
        except (IOError, ValueError) as e:
            print(f"Error processing file {file_path}. Skipping.")


file_paths = ['file1.npy', 'file2.npy', 'file3.npy', 'nonexistent_file.npy']
batch_size = 32
dataset = tf.data.Dataset.from_generator(robust_generator, args=[file_paths, batch_size], output_types=tf.float32)
dataset = dataset.prefetch(tf.data.AUTOTUNE)

batches = [(batch.shape, float(tf.reduce_sum(batch))) for batch in dataset]
for shape, total in batches:
    print(shape, total)
