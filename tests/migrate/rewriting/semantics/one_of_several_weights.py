import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
weights = []
for i in range(3):
    weights.append(tf.Variable([[0.5, 0.1 * i], [-0.25, 0.3]]))


def forward(value):
    h = value
    for w in weights[:-1]:
        h = tf.nn.relu(tf.matmul(h, w)) + value
    return tf.matmul(h, weights[-1])


y = forward(x)
decay = 0.0
for w in weights:
    decay += tf.nn.l2_loss(w)
h = x
for k in range(2):
    h = tf.sigmoid(h) * (k + 1)
loss = tf.reduce_mean(tf.square(y - h)) + 0.01 * decay
train = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(4):
        _, value = sess.run([train, loss], {x: [[1.0, 2.0], [0.5, -1.0]]})
        print(value)
    print(sess.run(weights[1]), sess.run(decay))
