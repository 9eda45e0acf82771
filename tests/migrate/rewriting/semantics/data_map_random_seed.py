import tensorflow as tf

dataset = tf.data.Dataset.range(4).map(lambda i: tf.random_uniform([], seed=5))
iterator = dataset.make_initializable_iterator()
element = iterator.get_next()
with tf.Session() as sess:
    for epoch in range(2):
        sess.run(iterator.initializer)
        print([sess.run(element) for _ in range(4)])
