import numpy as np
import tensorflow as tf

tf.set_random_seed(9)


def main():
    xs = np.arange(6.0, dtype=np.float32)
    dataset = tf.data.Dataset.from_tensor_slices(xs)
    dataset = dataset.shuffle(6, seed=7).batch(2)
    iterator = dataset.make_initializable_iterator()
    batch = iterator.get_next()
    total = tf.reduce_sum(batch)
    with tf.Session() as sess:
        for epoch in range(2):
            sess.run(iterator.initializer)
            while True:
                try:
                    print(epoch, sess.run(total))
                except tf.errors.OutOfRangeError:
                    break


if __name__ == "__main__":
    main()
