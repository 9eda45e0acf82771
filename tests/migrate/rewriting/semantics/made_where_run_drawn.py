import tensorflow as tf

w = tf.Variable([1.0, 2.0])
sess = tf.Session()
sess.run(tf.global_variables_initializer())


def draws(scale):
    noise = w + scale * tf.random_normal([2], seed=3)
    return [sess.run(noise) for _ in range(2)]


print(draws(0.5))
