import tensorflow as tf

tf.set_random_seed(9)

dataset = tf.data.Dataset.range(6).shuffle(6, seed=2)
iterator = dataset.make_initializable_iterator()
element = iterator.get_next()
doubled = element * 2
with tf.Session() as sess:
    sess.run(iterator.initializer)
    print(sess.run(doubled), sess.run(doubled))
    sess.run(iterator.initializer)
    print(sess.run(doubled), sess.run(doubled), sess.run(element))
