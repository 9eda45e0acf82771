import tensorflow as tf

w = tf.get_variable("w", [], initializer=tf.ones_initializer(), collections=["mine"])
v = tf.get_variable("v", [], initializer=tf.ones_initializer(), collections=["mine", tf.GraphKeys.GLOBAL_VARIABLES])
names = ["mine"]
print(len(tf.get_collection("mine")), len(tf.global_variables()), len(tf.trainable_variables()))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(v))
    try:
        print(sess.run(w))
    except tf.errors.FailedPreconditionError:
        print("not initialised")
