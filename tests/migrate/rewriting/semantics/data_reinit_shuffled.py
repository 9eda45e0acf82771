import numpy as np
import tensorflow as tf

tf.set_random_seed(9)

train_x = np.arange(10.0, dtype=np.float32)
test_x = np.arange(100.0, 104.0, dtype=np.float32)
train_data = tf.data.Dataset.from_tensor_slices(train_x)
train_data = train_data.shuffle(5, seed=11)
train_data = train_data.batch(3)
test_data = tf.data.Dataset.from_tensor_slices(test_x).batch(3)
iterator = tf.data.Iterator.from_structure(train_data.output_types, train_data.output_shapes)
batch = iterator.get_next()
train_init = iterator.make_initializer(train_data)
test_init = iterator.make_initializer(test_data)
w = tf.Variable(1.0)
loss = tf.reduce_mean(tf.square(w * batch) / 1000.0)
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(2):
        sess.run(train_init)
        try:
            while True:
                _, value = sess.run([train_op, loss])
                print("train", epoch, value)
        except tf.errors.OutOfRangeError:
            pass
        sess.run(test_init)
        try:
            while True:
                print("test", sess.run(loss))
        except tf.errors.OutOfRangeError:
            pass
