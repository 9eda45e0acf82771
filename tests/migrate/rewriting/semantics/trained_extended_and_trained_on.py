import tensorflow as tf

w = tf.Variable([1.0, 2.0])
x = tf.placeholder(tf.float32, [2])
loss = tf.reduce_sum(tf.square(w - x))
train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(train, {x: [0.0, 0.0]})
doubled = w * 2.0 + x
init = tf.global_variables_initializer()
sess.run(init)
sess.run(train, {x: [0.0, 0.0]})
print(sess.run(doubled, {x: [0.0, 0.0]}))
