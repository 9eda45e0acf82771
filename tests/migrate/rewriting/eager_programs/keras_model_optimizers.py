import numpy as np
import tensorflow as tf

tf.enable_eager_execution()

X = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [0.5, -1.0, 2.0]])
y = tf.constant([[10.0], [20.0], [-3.0]])


class Linear(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(
            units=1, kernel_initializer=tf.zeros_initializer(), bias_initializer=tf.zeros_initializer()
        )

    def call(self, input):
        return self.dense(input)


def fit(optimizer):
    model = Linear()
    for i in range(6):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(X) - y))
        grads = tape.gradient(loss, model.variables)
        optimizer.apply_gradients(grads_and_vars=zip(grads, model.variables))
        print(i, loss.numpy())
    print([v.numpy().tolist() for v in model.variables])


fit(tf.train.GradientDescentOptimizer(learning_rate=0.01))
fit(tf.train.MomentumOptimizer(0.01, 0.9))
fit(tf.train.MomentumOptimizer(0.01, 0.9, use_nesterov=True))
fit(tf.train.AdamOptimizer())
fit(tf.train.AdamOptimizer(learning_rate=0.1, beta1=0.5))
fit(tf.train.AdagradOptimizer(0.5))
fit(tf.train.AdadeltaOptimizer(1.0, rho=0.9))
fit(tf.train.RMSPropOptimizer(0.1))
fit(tf.train.RMSPropOptimizer(0.1, decay=0.8, momentum=0.5))
fit(tf.train.FtrlOptimizer(0.5))
