"""A thousand training steps of a dense layer; each prints the loss fetched beside the train op."""
import tensorflow as tf
import numpy as np

x_placeholder = tf.placeholder(tf.float32, shape=[None, 10])
y_placeholder = tf.placeholder(tf.float32, shape=[None, 1])

logits = tf.layers.dense(x_placeholder, 1)
loss = tf.reduce_mean(tf.square(logits - y_placeholder))
optimizer = tf.train.AdamOptimizer(learning_rate=0.001)
train_op = optimizer.minimize(loss)


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(1000):
        data_x = np.random.rand(32, 10).astype(np.float32)
        data_y = np.random.rand(32, 1).astype(np.float32)
        _, current_loss = sess.run([train_op, loss], feed_dict={x_placeholder: data_x, y_placeholder: data_y})
        print(f"Loss: {current_loss}")
