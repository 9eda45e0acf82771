"""Sequential.predict_classes and predict_proba, evaluate with metrics=['accuracy']."""
import numpy as np
from tensorflow.keras.layers import Activation, Dense
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

rng = np.random.RandomState(20)
x_test = rng.randn(12, 4)
y_test = rng.randint(0, 3, 12)

model = Sequential()
model.add(Dense(8, input_shape=(4,), kernel_initializer='glorot_uniform'))
model.add(Activation('relu'))
model.add(Dense(3))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
print(model.predict_classes(x_test))
print(model.predict_proba(x_test[:2]))
score = model.evaluate(x_test, to_categorical(y_test, 3), verbose=0)
print('Test loss: %.5f accuracy: %.5f' % (score[0], score[1]))
