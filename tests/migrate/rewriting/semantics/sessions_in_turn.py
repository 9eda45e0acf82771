import tensorflow as tf
w = tf.Variable(tf.random_normal([2], seed=1))
u = tf.Variable(tf.zeros([2]))
sess = tf.Session()
sess.run(tf.global_variables_initializer())
x = tf.placeholder(tf.float32, [2])
y = x * w + u
print(sess.run(y, {x: [1.0, 1.0]}))
sess.close()
sess = tf.Session()
loss = tf.reduce_sum(tf.square(y))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
init = tf.global_variables_initializer()
sess.run(init)
for _ in range(3):
    print(sess.run([loss, train], {x: [1.0, 2.0]})[0])
sess = tf.InteractiveSession()
init.run()
print(y.eval({x: [1.0, 1.0]}))
for _ in range(2):
    train.run({x: [1.0, 2.0]})
    print(loss.eval({x: [1.0, 1.0]}))
