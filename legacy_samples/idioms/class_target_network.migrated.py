"""Two scopes of one network and a replacement op that copies one to the other (as in deep Q learning)."""
import numpy as np
import tensorflow as tf


class Net(tf.Module):
    def __init__(self, n_actions, input_size):
        super().__init__()
        self.h = tf.keras.layers.Dense(5, tf.nn.relu, kernel_initializer=tf.random_normal_initializer(0., 0.3))
        self.h.build([None, input_size])
        self.dense = tf.keras.layers.Dense(n_actions, kernel_initializer=tf.random_normal_initializer(0., 0.3))
        self.dense.build([None, 5])

    def __call__(self, s):
        h = self.h(s)
        return self.dense(h)


class Agent:
    def __init__(self, n_states, n_actions):
        s_spec = tf.TensorSpec([None, n_states], tf.float32)
        s__spec = tf.TensorSpec([None, n_states], tf.float32)
        q_target_spec = tf.TensorSpec([None, n_actions], tf.float32)
        self.q_eval_layer = Net(n_actions, n_states)

        self.q_next_layer = Net(n_actions, n_states)

        self.evaluate = tf.function(self.evaluate, input_signature=[s_spec, s__spec])

        self.t_params = [*self.q_next_layer.h.variables, *self.q_next_layer.dense.variables]
        self.e_params = [*self.q_eval_layer.h.variables, *self.q_eval_layer.dense.variables]

        self.compute_loss = tf.function(self.compute_loss, input_signature=[s_spec, q_target_spec])

        self.optimizer = tf.keras.optimizers.RMSprop(0.01, rho=0.9, epsilon=1e-10)  # TF1's epsilon
        self.optimizer.build(self.e_params)
        for slot in self.optimizer.variables:
            if "velocity" in slot.path:
                slot.assign(slot + 1.0)  # TF1's mean square starts at one

        self.train_step = tf.function(self.train_step, input_signature=[s_spec, q_target_spec])

    def compute_q_eval(self, s):
        return self.q_eval_layer(s)

    def evaluate(self, s, s_):
        q_eval = self.compute_q_eval(s)
        q_next = self.q_next_layer(s_)
        return q_next, q_eval

    @tf.function
    def replace_op(self):
        for t, e in zip(self.t_params, self.e_params):
            t.assign(e)

    def compute_loss(self, s, q_target):
        q_eval = self.compute_q_eval(s)
        return tf.reduce_mean(tf.math.squared_difference(q_target, q_eval))

    def train_step(self, s, q_target):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(s, q_target)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.e_params), self.e_params))

    def learn(self, s, s_, r):
        q_next, q_eval = (t.numpy() for t in self.evaluate(s, s_))
        q_target = q_eval.copy()
        q_target[np.arange(len(s)), q_eval.argmax(1)] = r + 0.9 * q_next.max(axis=1)
        self.train_step(s, q_target)
        return self.compute_loss(s, q_target).numpy()


rng = np.random.RandomState(28)
agent = Agent(3, 2)
for step in range(6):
    if step % 3 == 0:
        agent.replace_op()
    print(step, agent.learn(rng.rand(8, 3), rng.rand(8, 3), rng.rand(8)))
