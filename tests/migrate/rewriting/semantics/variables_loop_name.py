import tensorflow as tf
ws = [tf.Variable(float(i + 1)) for i in range(3)]
for w in ws:
    pass
a = ws[0]
b = ws[1]
loss = a * a * b * b
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
    print(sess.run([a, b, ws[2]]))
