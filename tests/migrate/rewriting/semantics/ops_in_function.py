import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0], [2.0]])
logits = tf.matmul(x, w)
total = 0.0


def predict(rows):
    """What the model says."""
    # the class of each row
    total = tf.reduce_sum(logits)
    prediction = tf.cast(
        logits > 0,
        tf.int32,
    )
    both = sess.run([prediction, total], feed_dict={x: rows})
    return both[0].ravel(), both[1]


sess = tf.Session()
sess.run(tf.global_variables_initializer())
print(predict(np.array([[1.0, -2.0], [3.0, 1.0]])))
sess.run(w.assign(-w))
print(predict(np.array([[1.0, -2.0], [3.0, 1.0]])))
for i in range(2):
    share = tf.reduce_mean(tf.cast(logits > 0, tf.float32))
    error = 1.0 - share
    print(i, sess.run(error, {x: [[1.0, i]]}), share.eval({x: [[-1.0, i]]}, session=sess))
