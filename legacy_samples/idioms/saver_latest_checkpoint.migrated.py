"""Saver with global_step and max_to_keep; get_checkpoint_state finds the newest, training goes on from it."""
import os
from compat import tf1 as tf

ckpt_dir = "./ckpt_dir"
if not os.path.exists(ckpt_dir):
    os.makedirs(ckpt_dir)

global_step = tf.Variable(0, name='global_step', trainable=False)
total = tf.Variable(0.0, name='total')
step_up = tf.assign_add(global_step, 1)
add = tf.assign_add(total, tf.cast(global_step, tf.float32))
saver = tf.train.Saver(max_to_keep=2)


def work(steps):
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        ckpt = tf.train.get_checkpoint_state(ckpt_dir)
        if ckpt and ckpt.model_checkpoint_path:
            print("continuing", os.path.basename(ckpt.model_checkpoint_path))
            saver.restore(sess, ckpt.model_checkpoint_path)
        start = global_step.eval()
        print("Start from:", start)
        for i in range(start, start + steps):
            sess.run(step_up)
            sess.run(add)
            saver.save(sess, ckpt_dir + "/model.ckpt", global_step=i)
        print(sess.run([global_step, total]))


work(3)
work(2)
print(sorted(f for f in os.listdir(ckpt_dir) if f.endswith('.index')))
print(os.path.basename(tf.train.latest_checkpoint(ckpt_dir)))
