"""train_on_batch and test_on_batch over a host loop, set_weights before it."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(25)
images = rng.rand(16, 6, 6, 1).astype(np.float32)
labels = rng.randint(0, 2, 16)

model = tf.keras.models.Sequential([
    tf.keras.layers.Conv2D(2, (3, 3), activation='relu', input_shape=(6, 6, 1)),
    tf.keras.layers.MaxPooling2D(pool_size=(2, 2)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(2, activation=tf.nn.softmax)])
model.compile(optimizer=tf.keras.optimizers.SGD(0.1), loss='sparse_categorical_crossentropy', metrics=['acc'])
model.set_weights([rng.randn(*w.shape) * 0.2 for w in model.get_weights()])
for step in range(4):
    place = slice(step * 4, step * 4 + 4)
    loss, accuracy = model.train_on_batch(images[place], labels[place])
    print(step, '%.5f %.2f' % (loss, accuracy))
print(['%.5f' % v for v in model.test_on_batch(images, labels)])
