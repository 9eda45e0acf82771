import tensorflow as tf

x = tf.placeholder(tf.float32)
w = tf.Variable(2.0)
scale = 3.0
y = x * w * scale
sess = tf.Session()
sess.run(tf.global_variables_initializer())


def show(value):
    print(sess.run(y, {x: value}))


scale = 100.0
show(1.0)
w = 50.0
show(2.0)
print(scale, w)
