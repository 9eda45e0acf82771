"""Actor and critic share a session that they are given; each has its own train op."""
import numpy as np
import tensorflow as tf

GAMMA = 0.9


class Actor(object):
    def __init__(self, n_features, n_actions, lr=0.01):
        s_spec = tf.TensorSpec([1, n_features], tf.float32, name='state')
        a_spec = tf.TensorSpec(None, tf.int32, name='act')
        td_error_spec = tf.TensorSpec(None, tf.float32, name='td_error')

        self.l1_layer = tf.keras.layers.Dense(
            units=5, activation=tf.nn.relu, kernel_initializer=tf.constant_initializer(0.1), bias_initializer=tf.constant_initializer(0.1), name='l1'
        )
        self.l1_layer.build([1, n_features])
        self.acts_prob_layer = tf.keras.layers.Dense(
            units=n_actions, activation=tf.nn.softmax, kernel_initializer=tf.constant_initializer(0.2), name='acts_prob'
        )
        self.acts_prob_layer.build([1, 5])

        self.compute_acts_prob = tf.function(self.compute_acts_prob, input_signature=[s_spec])

        self.optimizer = tf.keras.optimizers.Adam(
            lr, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [*self.l1_layer.trainable_variables, *self.acts_prob_layer.trainable_variables]
        self.optimizer.build(self.variables)

        self.train_step = tf.function(self.train_step, input_signature=[s_spec, a_spec, td_error_spec])

    def compute_acts_prob(self, s):
        l1 = self.l1_layer(s)
        return self.acts_prob_layer(l1)

    def train_step(self, s, a, td_error):
        with tf.GradientTape() as tape:
            acts_prob = self.compute_acts_prob(s)
            log_prob = tf.math.log(acts_prob[0, a])
            exp_v = tf.reduce_mean(log_prob * td_error)  # guided by the critic
            loss = -exp_v
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))
        return exp_v

    def learn(self, s, a, td):
        s = s[np.newaxis, :]
        exp_v = self.train_step(s, a, td).numpy()
        return exp_v

    def choose_action(self, s):
        probs = self.compute_acts_prob(s[np.newaxis, :]).numpy()
        return int(np.argmax(probs.ravel())), probs


class Critic(object):
    def __init__(self, n_features, lr=0.05):
        s_spec = tf.TensorSpec([1, n_features], tf.float32, name='state')
        v__spec = tf.TensorSpec([1, 1], tf.float32, name='v_next')
        r_spec = tf.TensorSpec(None, tf.float32, name='r')

        self.l1_layer = tf.keras.layers.Dense(4, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3), name='l1')
        self.l1_layer.build([1, n_features])
        self.v_layer = tf.keras.layers.Dense(1, kernel_initializer=tf.constant_initializer(-0.1), name='V')
        self.v_layer.build([1, 4])

        self.compute_v = tf.function(self.compute_v, input_signature=[s_spec])

        self.optimizer = tf.keras.optimizers.Adam(
            lr, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [*self.l1_layer.trainable_variables, *self.v_layer.trainable_variables]
        self.optimizer.build(self.variables)

        self.train_step = tf.function(self.train_step, input_signature=[s_spec, v__spec, r_spec])

    def compute_v(self, s):
        l1 = self.l1_layer(s)
        return self.v_layer(l1)

    def train_step(self, s, v_, r):
        with tf.GradientTape() as tape:
            v = self.compute_v(s)
            td_error = r + GAMMA * v_ - v
            loss = tf.square(td_error)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))
        return td_error

    def learn(self, s, r, s_):
        s, s_ = s[np.newaxis, :], s_[np.newaxis, :]
        v_ = self.compute_v(s_).numpy()
        td_error = self.train_step(s, v_, r).numpy()
        return td_error


rng = np.random.RandomState(3)
actor = Actor(n_features=4, n_actions=3)
critic = Critic(n_features=4)
s = rng.rand(4)
for t in range(5):
    a, _ = actor.choose_action(s)
    s_, r = rng.rand(4), float(t % 2)
    td_error = critic.learn(s, r, s_)
    print(t, a, '%.5f' % td_error[0, 0], '%.5f' % actor.learn(s, t % 3, td_error))
    s = s_
