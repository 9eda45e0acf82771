import numpy as np
import tensorflow as tf


def convolve(image, n):
    images = [image[0]]
    for k in range(n):
        images.append(tf.reduce_sum(image * k, axis=0))
    return images


def show(images):
    with tf.Session() as sess:
        images = sess.run(images)
    return images


def main():
    image = tf.expand_dims(tf.constant([1.0, 2.0]), 0)
    images = convolve(image, 3)
    images = show(images)
    for i in images:
        print(i, type(i))


if __name__ == "__main__":
    main()
