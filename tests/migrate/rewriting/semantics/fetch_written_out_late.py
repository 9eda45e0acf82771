import tensorflow as tf

w = tf.Variable(1.0)
k = 2.0
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for i in range(3):
    print(sess.run(w * k))
    k = k + 1.0
for i in range(2):
    print(sess.run(w + k))
k = 100.0
print(sess.run(w + k))
