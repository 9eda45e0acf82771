import numpy as np
import tensorflow as tf

tf_x = tf.placeholder(tf.float32, [None, 3])
tf_y = tf.placeholder(tf.int32, [None])
w = tf.Variable(tf.ones([3, 2]))
output = tf.matmul(tf_x, w)
loss = tf.losses.sparse_softmax_cross_entropy(labels=tf_y, logits=output)
accuracy = tf.metrics.accuracy(          # return (acc, update_op)
    labels=tf_y, predictions=tf.argmax(output, axis=1),)[1]
mean_loss, mean_update = tf.metrics.mean(loss, name="mean")
train_op = tf.train.GradientDescentOptimizer(learning_rate=0.05).minimize(loss)

sess = tf.Session()
init_op = tf.group(tf.global_variables_initializer(), tf.local_variables_initializer())
sess.run(init_op)
x = np.arange(12.).reshape(4, 3)
y = np.array([0, 1, 1, 0])
for step in range(10):
    _, acc, pred = sess.run([train_op, accuracy, output], {tf_x: x, tf_y: y})
    sess.run(mean_update, {tf_x: x, tf_y: y})
    print(acc, sess.run(mean_loss))
sess.run(tf.local_variables_initializer())
acc = sess.run(accuracy, {tf_x: x[:2], tf_y: y[:2]})
print(acc, sess.run(mean_loss))
