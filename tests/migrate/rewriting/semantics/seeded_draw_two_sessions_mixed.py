import tensorflow as tf

c = tf.random_uniform([], -10, 10, seed=2)
first = tf.Session()
second = tf.Session()
print(first.run(c))
print(second.run(c))
print(first.run(c))
