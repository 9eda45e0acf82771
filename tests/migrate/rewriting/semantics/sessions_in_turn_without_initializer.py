import tensorflow as tf

w = tf.Variable(2.0)
x = tf.placeholder(tf.float32, [])
step = tf.assign_add(w, x)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(step, {x: 1.0})
print(sess.run(w))
sess = tf.Session()
try:
    print(sess.run(w))
except tf.errors.FailedPreconditionError:
    print("not initialised")
