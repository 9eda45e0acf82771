import tensorflow as tf

w = tf.Variable(2.0)
x = tf.placeholder(tf.float32, [])
step = tf.assign_add(w, x)
first = tf.Session()
first.run(tf.global_variables_initializer())
first.run(step, {x: 1.0})
second = tf.Session()
second.run(tf.global_variables_initializer())
second.run(step, {x: 5.0})
print(second.run(w))
print(first.run(w))
