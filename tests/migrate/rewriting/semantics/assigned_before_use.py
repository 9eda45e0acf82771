import tensorflow as tf

a = tf.get_variable(name="a", shape=[])
start = tf.assign(a, 0)
plus_one = a + 1
step = tf.assign(a, plus_one)
sess = tf.Session()
sess.run(start)
for i in range(3):
    sess.run(step)
    print(sess.run(a))
