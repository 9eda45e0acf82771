import tensorflow as tf

tf.set_random_seed(9)

dataset = tf.data.Dataset.range(5).shuffle(5, seed=1)
first = dataset.make_one_shot_iterator().get_next()
second = dataset.make_one_shot_iterator().get_next()
with tf.Session() as sess:
    print([sess.run(first) for _ in range(5)])
    print([sess.run(second) for _ in range(5)])
