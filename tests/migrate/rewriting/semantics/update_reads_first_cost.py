import tensorflow as tf

w = tf.Variable([1.5], name="weight")
x = tf.placeholder(tf.float32)
y = tf.placeholder(tf.float32)
hypothesis = x * w
cost = tf.reduce_mean(tf.square(hypothesis - y))
rate = 0.05
gradient = tf.reduce_mean((w * x - y) * x)
descent = w - rate * gradient
update = w.assign(descent)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        _, value, weight = sess.run([update, cost, w], feed_dict={x: [1, 2, 3], y: [1, 2, 3]})
        print(step, value, weight)
