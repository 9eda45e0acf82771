"""Keras layers on placeholders, trained with a tf.train optimizer in a session that Keras shares."""
import numpy as np
from compat import tf1 as tf
from compat.tf1.keras import backend as K
from compat.tf1.keras.layers import Dense

sess = tf.Session()
K.set_session(sess)

img = tf.placeholder(tf.float32, shape=(None, 10))
labels = tf.placeholder(tf.float32, shape=(None, 2))
x = Dense(6, activation='relu')(img)
preds = Dense(2, activation='softmax')(x)
loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(labels, preds))
train_step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

rng = np.random.RandomState(26)
batch = rng.rand(20, 10), np.eye(2)[rng.randint(0, 2, 20)]
init_op = tf.global_variables_initializer()
sess.run(init_op)
with sess.as_default():
    for i in range(6):
        train_step.run(feed_dict={img: batch[0], labels: batch[1]})
        if i % 2 == 0:
            print(loss.eval(feed_dict={img: batch[0], labels: batch[1]}))
