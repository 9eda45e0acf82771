import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, first):
        self.w = tf.Variable(first)
        self.x = tf.placeholder(tf.float32, [])
        self.out = self.w * self.x
        self.up = tf.assign_add(self.w, 1.0)


models = []
for i in range(2):
    models.append(Model(float(i)))
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(models[0].up)
for m in models:
    print(sess.run(m.out, {m.x: 2.0}))
