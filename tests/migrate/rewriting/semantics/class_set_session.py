# a method gives the object its session
import numpy as np
import tensorflow as tf


class Autoencoder:
    def __init__(self, D, M):
        self.W = tf.Variable(tf.fill([D, M], 0.1))
        self.bh = tf.Variable(np.zeros(M).astype(np.float32))
        self.bo = tf.Variable(np.zeros(D).astype(np.float32))
        self.X_in = tf.placeholder(tf.float32, shape=(None, D))
        self.Z = tf.nn.sigmoid(tf.matmul(self.X_in, self.W) + self.bh)
        self.X_hat = tf.matmul(self.Z, tf.transpose(self.W)) + self.bo
        self.cost = tf.reduce_mean(tf.square(self.X_in - self.X_hat))
        self.train_op = tf.train.AdamOptimizer(learning_rate=1e-1).minimize(self.cost)

    def set_session(self, session):
        self.session = session

    def fit(self, X, epochs=3):
        costs = []
        for i in range(epochs):
            _, c = self.session.run((self.train_op, self.cost), feed_dict={self.X_in: X})
            costs.append(c)
            print("%.5f" % c)
        return costs

    def predict(self, X):
        return self.session.run(self.X_hat, feed_dict={self.X_in: X})


def main():
    X = np.sin(np.arange(12)).reshape(3, 4)
    model = Autoencoder(4, 3)
    init = tf.global_variables_initializer()
    with tf.Session() as session:
        session.run(init)
        model.set_session(session)
        model.fit(X)
        print(np.round(model.predict(X[:1]), 4))


if __name__ == '__main__':
    main()
