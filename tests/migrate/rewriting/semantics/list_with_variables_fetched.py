import tensorflow as tf
vs = []
for i in range(3):
    vs.append(tf.Variable(float(i)))
outs = []
for v in vs:
    outs.append(v * 2)
both = vs + outs
bump = tf.assign_add(vs[0], 1.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(outs))
    print(sess.run(both))
    print(sess.run(vs))
