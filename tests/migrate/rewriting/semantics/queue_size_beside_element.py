import tensorflow as tf

q = tf.FIFOQueue(20, tf.int32)
fill = q.enqueue_many([list(range(12))])
x = q.dequeue()
n = q.size()
with tf.Session() as sess:
    sess.run(fill)
    print(sess.run([x, n]))
