"""Iterator.from_structure switched between training and test sets with two init ops."""
import numpy as np
import tensorflow as tf

train_x = np.linspace(0, 1, 12).astype(np.float32)
test_x = np.array([2.0, 3.0], dtype=np.float32)
train_dataset = tf.data.Dataset.from_tensor_slices((train_x, 3 * train_x)).batch(4)
test_dataset = tf.data.Dataset.from_tensor_slices((test_x, 3 * test_x)).batch(4)

iterator = tf.data.Iterator.from_structure(train_dataset.output_types, train_dataset.output_shapes)
x, y = iterator.get_next()
training_init_op = iterator.make_initializer(train_dataset)
test_init_op = iterator.make_initializer(test_dataset)

slope = tf.get_variable("slope", initializer=1.0)
loss = tf.reduce_mean(tf.square(slope * x - y))
train = tf.train.GradientDescentOptimizer(0.2).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(3):
        sess.run(training_init_op)
        for _ in range(3):
            sess.run(train)
        sess.run(test_init_op)
        print("epoch %d test loss %.5f" % (epoch, sess.run(loss)))
