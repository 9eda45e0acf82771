import tensorflow as tf
def inference(x, regularizer):
    w = tf.get_variable("w", [3, 1], initializer=tf.ones_initializer())
    if regularizer != None:
        tf.add_to_collection('losses', regularizer(w))
    return tf.matmul(x, w)
x = tf.placeholder(tf.float32, [None, 3])
regularizer = tf.contrib.layers.l2_regularizer(0.01)
y = inference(x, regularizer)
mse = tf.reduce_mean(tf.square(y))
loss = mse + tf.add_n(tf.get_collection('losses'))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, l = sess.run([train, loss], {x: [[1.0, 2, 3]]})
        print("%.6f" % l)
