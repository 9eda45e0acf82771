import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 6, 6, 2])
z = tf.placeholder(tf.float32, [None, 6, 6, 2])
y = tf.placeholder(tf.float32, [None, 3])
half = tf.constant_initializer(0.05)
units = 3
conv = tf.layers.Conv2D(4, 3, padding="same", activation=tf.nn.relu, kernel_initializer=half)
flat = tf.layers.Flatten()
dense = tf.layers.Dense(units, kernel_initializer=tf.constant_initializer(0.02))
logits = dense(flat(conv(x)))
other = dense(flat(conv(z)))
pooled = tf.layers.MaxPooling2D(2, 2)(x)
kept = tf.layers.Dropout(0.5).apply(pooled, training=False)
extra = tf.keras.layers.Dense(units, activation="tanh", kernel_initializer="ones")(tf.layers.flatten(kept))
loss = tf.reduce_mean(tf.square(logits - 0.5 * other + extra - y))
train = tf.train.MomentumOptimizer(0.001, 0.9).minimize(loss)
rng = np.random.RandomState(0)
feed = {x: rng.rand(4, 6, 6, 2), z: rng.rand(4, 6, 6, 2), y: rng.rand(4, 3)}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(len(tf.trainable_variables()))
    for i in range(4):
        value, _ = sess.run([loss, train], feed)
        print("%.5f" % value)
