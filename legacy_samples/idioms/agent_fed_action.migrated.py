"""An actor and its critic: one run trains the critic with remembered actions in place of those that the actor takes."""

import numpy as np
import tensorflow as tf

GAMMA, TAU = 0.9, 0.05


class BuildActor(tf.Module):
    def __init__(self, trainable, a_dim, input_size):
        super().__init__()
        self.l1 = tf.keras.layers.Dense(6, activation=tf.nn.relu, name="l1", trainable=trainable)
        self.l1.build([None, input_size])
        self.a = tf.keras.layers.Dense(a_dim, activation=tf.nn.tanh, name="a", trainable=trainable)
        self.a.build([None, 6])

    def __call__(self, s, bound):
        net = self.l1(s)
        a = self.a(net)
        return tf.multiply(a, bound, name="scaled_a")


class BuildCritic(tf.Module):
    def __init__(self, trainable, s_dim, a_dim):
        super().__init__()
        units = 8
        self.w_s = tf.Variable(
            tf.keras.initializers.GlorotUniform()([s_dim, units], tf.float32), trainable=trainable, name="w_s"
        )
        self.w_a = tf.Variable(
            tf.keras.initializers.GlorotUniform()([a_dim, units], tf.float32), trainable=trainable, name="w_a"
        )
        self.b = tf.Variable(
            tf.keras.initializers.GlorotUniform()([1, units], tf.float32), trainable=trainable, name="b"
        )
        self.dense = tf.keras.layers.Dense(1, trainable=trainable)

    def __call__(self, s, a):
        net = tf.nn.relu(tf.matmul(s, self.w_s) + tf.matmul(a, self.w_a) + self.b)
        return self.dense(net)


class Agent(object):
    def __init__(self, a_dim, s_dim, bound):
        self.a_dim, self.s_dim, self.bound = a_dim, s_dim, bound
        S_spec = tf.TensorSpec([None, s_dim], tf.float32, name="s")
        S__spec = tf.TensorSpec([None, s_dim], tf.float32, name="s_")
        R_spec = tf.TensorSpec([None, 1], tf.float32, name="r")
        self.a_layer = BuildActor(trainable=True, a_dim=self.a_dim, input_size=s_dim)

        self.compute_a = tf.function(self.compute_a, input_signature=[S_spec])

        self.a__layer = BuildActor(trainable=False, a_dim=self.a_dim, input_size=s_dim)
        self.q_layer = BuildCritic(trainable=True, s_dim=self.s_dim, a_dim=self.a_dim)

        self.q__layer = BuildCritic(trainable=False, s_dim=self.s_dim, a_dim=self.a_dim)
        self.ae_params = [*self.a_layer.l1.variables, *self.a_layer.a.variables]
        self.at_params = [*self.a__layer.l1.variables, *self.a__layer.a.variables]

        self.train_critic_optimizer = tf.keras.optimizers.Adam(
            0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        a_spec = tf.TensorSpec(self.compute_a.get_concrete_function().output_shapes, tf.float32)

        self.train_critic = tf.function(self.train_critic, input_signature=[S_spec, S__spec, R_spec, a_spec])

        self.train_actor_optimizer = tf.keras.optimizers.Adam(
            0.005, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.train_actor_optimizer.build(self.ae_params)

        self.train_actor = tf.function(self.train_actor, input_signature=[S_spec])

        self.train_actor.get_concrete_function()  # makes the layers' variables
        self.train_critic.get_concrete_function()  # makes the layers' variables

    def compute_a(self, S):
        return self.a_layer(S, bound=self.bound)

    def compute_q(self, S, a):
        # the action is that of the actor, unless a run feeds one from memory
        return self.q_layer(S, a)

    @tf.function
    def soft_replace(self):
        ce_params = [self.q_layer.w_s, self.q_layer.w_a, self.q_layer.b, *self.q_layer.dense.variables]
        ct_params = [self.q__layer.w_s, self.q__layer.w_a, self.q__layer.b, *self.q__layer.dense.variables]
        for t, e in zip(self.at_params + ct_params, self.ae_params + ce_params):
            t.assign((1 - TAU) * t + TAU * e)

    def train_critic(self, S, S_, R, a):
        with tf.GradientTape() as tape:
            a_ = self.a__layer(S_, bound=self.bound)
            q = self.compute_q(S, a)
            q_ = self.q__layer(S_, a_)
            ce_params = [self.q_layer.w_s, self.q_layer.w_a, self.q_layer.b, *self.q_layer.dense.variables]
            target = R + GAMMA * q_
            error = tf.reduce_mean(tf.math.squared_difference(q, target))
        self.train_critic_optimizer.apply_gradients(zip(tape.gradient(error, ce_params), ce_params))

    def train_actor(self, S):
        with tf.GradientTape() as tape:
            a = self.compute_a(S)
            q = self.compute_q(S, a)
            loss = -tf.reduce_mean(q)  # maximize q
        self.train_actor_optimizer.apply_gradients(zip(tape.gradient(loss, self.ae_params), self.ae_params))

    def act(self, s):
        return self.compute_a(s[np.newaxis, :]).numpy()[0]

    def learn(self, s, a, r, s_):
        self.soft_replace()
        self.train_actor(s)
        self.train_critic(s, s_, r, a)


agent = Agent(2, 3, np.array([1.5, 2.0]))
random = np.random.RandomState(1)
for step in range(8):
    s, s_ = random.normal(size=(16, 3)), random.normal(size=(16, 3))
    a, r = random.normal(size=(16, 2)), random.normal(size=(16, 1))
    agent.learn(s, a, r, s_)
    print("step", step, "action %.4f %.4f" % tuple(agent.act(s[0])))
