import tensorflow as tf

def read():
    return tf.random_uniform([2], seed=3)

def main():
    a = read()
    b = read() + a
    with tf.Session() as sess:
        for _ in range(3):
            print(sess.run(b).shape)

main()
