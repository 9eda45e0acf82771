import numpy as np; import tensorflow as tf

rng = np.random.RandomState(3); data = rng.rand(8, 3).astype("float32")
x = tf.placeholder(tf.float32, [None, 3]); y = tf.placeholder(tf.float32, [None, 1])  # inputs
w = tf.Variable(tf.ones([3, 1]) * 0.3, name="w"); b = tf.Variable(tf.zeros([1]), name="b");
deep = True
with tf.name_scope("model"): pred = tf.matmul(x, w) + b
if deep: pred = tf.tanh(pred)
loss = tf.reduce_mean(tf.square(pred - y)); \
    step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

init = tf.global_variables_initializer(); sess = tf.Session(); sess.run(init)
total = 0.0; count = 0
for i in range(3): sess.run(step, {x: data, y: data[:, :1]}); total += 1
value = sess.run(loss, {x: data, y: data[:, :1]}); print("%.5f" % value); print(total)
if value > 100: print("large"); print("very")
else: print("small"); print("fine")
sess.close();
with tf.Session() as sess: sess.run(init); print(sess.run(b))
