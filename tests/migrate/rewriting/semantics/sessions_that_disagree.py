import tensorflow as tf

w = tf.Variable(10)
one = tf.Session()
two = tf.Session()
one.run(w.initializer)
two.run(w.initializer)
print(one.run(w.assign_add(10)), two.run(w.assign_sub(2)))
print(one.run(w), two.run(w))
