import tensorflow as tf
w = tf.Variable(1.0)
count = tf.Variable(0, trainable=False)
x = tf.placeholder(tf.float32, [])
loss = tf.square(w * x - 2.0)
step = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=count)
ema = tf.train.ExponentialMovingAverage(0.99, count)
with tf.control_dependencies([step]):
    train = ema.apply(tf.trainable_variables())
far = tf.square(ema.average(w) * x - 2.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train, {x: 1.0})
        print("%.6f %.6f" % (sess.run(loss, {x: 1.0}), sess.run(far, {x: 1.0})))
