"""Adam on an embedding whose ids repeat within a batch: TF1 sums the gradients of one row."""
import numpy as np
import tensorflow as tf

ids = tf.placeholder(tf.int32, [None])
targets = tf.placeholder(tf.float32, [None])
table = tf.get_variable("table", [5, 2], initializer=tf.constant_initializer(np.arange(10).reshape(5, 2) / 10.0))
rows = tf.nn.embedding_lookup(table, ids)
loss = tf.reduce_sum(tf.square(tf.reduce_sum(rows, axis=1) - targets))
train = tf.train.AdamOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for batch in ([1, 1, 3], [0, 3, 3], [1, 4, 1], [2, 2, 2]):
        sess.run(train, feed_dict={ids: batch, targets: [1.0, 2.0, 3.0]})
    print(sess.run(table))
