import tensorflow as tf

step = tf.train.get_or_create_global_step()
w = tf.Variable(3.0)
loss = tf.square(w)
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=step)
with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(num_steps=3)]) as sess:
    while not sess.should_stop():
        sess.run(train_op)
        sess.run(train_op)
        print(sess.run(loss))
    print("stopped")
