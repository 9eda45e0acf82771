import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices(([1, 2, 3], [4, 5, 6])).repeat(2)
iterator = dataset.make_one_shot_iterator()
with tf.Session() as sess:
    for step in range(4):
        a, b = sess.run(iterator.get_next())
        print(step, a, b)
    print(sess.run(iterator.get_next()))
