import tensorflow as tf

sess = tf.InteractiveSession()
x = tf.Variable(tf.eye(3))
x.initializer.run()
print(x.eval())
a = tf.Variable([[1.0, 2.0, 3.0]])
sess.run(a.initializer)
product = tf.matmul(a, x)
print(product.eval())
b = tf.Variable([[5, 6, 7]])
c = tf.Variable([[0.5, 0.5, 0.5]])
sess.run([b.initializer, c.initializer])
print((product + tf.cast(b, tf.float32) * c).eval(), x.eval())
