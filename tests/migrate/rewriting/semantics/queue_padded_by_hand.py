import tensorflow as tf

q = tf.PaddingFIFOQueue(20, [tf.int32], shapes=[[None]])
item = tf.placeholder(tf.int32, [None])
put = q.enqueue([item])
batch = q.dequeue_many(2)
total = tf.reduce_sum(batch, 1)
with tf.Session() as sess:
    for n in range(1, 5):
        sess.run(put, {item: list(range(n))})
    print(sess.run(batch))
    b, t = sess.run([batch, total])
    print(b, t)
