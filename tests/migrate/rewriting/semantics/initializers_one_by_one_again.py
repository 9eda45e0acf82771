import tensorflow as tf

sess = tf.InteractiveSession()
x = tf.Variable([1.0, 2.0])
y = tf.Variable([3.0, 4.0])
x.initializer.run()
y.initializer.run()
sess.run(tf.assign_add(x, y))
print(x.eval())
x.initializer.run()
print(x.eval(), y.eval())
