/**
 * 194 short stories, for cells. Written by a program of this project (tools/tiny-corpus/course-stories.ts), MIT licence.
 * The first line of each is its title.
 * @module
 */
export const stories: readonly string[] = `
Just Like Lily
Long ago, there lived a girl who was different. Her name was Lily and she lived in the little house. But Lily had a very long nose, and the others laughed at her. "What a nose!" they cried, and the loudest of them was Pip the squirrel. Lily pretended not to hear it. But at night she cried.
But one day there was a smell of smoke in the air, and everyone was asleep. All of them were frightened. It was Lily who smelled it first, woke everyone, and the fire was put out in time. When it was over, nobody laughed. Pip came to Lily and looked at the ground. "I am sorry that I laughed," said Pip. "Everyone is good for something," said Lily. "Will you be my friend?" said Pip. When winter came, Lily and Pip sat by the fire and told the story again and again.

Basil and the Lynx
Once upon a time, there was a small boy named Basil. He lived in the cottage. He woke up with a smile every day.
On the longest day of summer, Basil was on the mountain, when a lynx jumped out. "Now I will eat you!" said the lynx, and opened its big mouth. His heart stood still. But his head did not. "Another lynx lives here, and it says that you are weak," said Basil. "Where?" roared the lynx. Basil led it to the well. The lynx looked down and saw a lynx with big teeth. It jumped in to fight, and there was a great splash. At home Basil told everyone, and they laughed until they cried. Basil went to bed late and happy.

The Birthday Cake
This is the story of Mia, a little bee who lived on the hill. She always took the biggest piece.
One winter morning, there was a knock at the door. It was Hugo, a bear. Hugo said, "Please take this birthday cake to Lucy. Lucy lives near the forest. It must be there before the sun goes down." "I will do it," said Mia. With the birthday cake in both hands Mia set out. On the way, three frogs were singing in a pond. "Sing with us!" It looked like fun. But Mia thought of her promise. "Later," she said, and went on.
Soon the ground fell away. In front of Mia was a deep, dark valley, and the far side was a long way off. Mia found a fallen tree, long and straight. She pushed it until it lay across like a bridge.
Then she saw the house of Lucy the girl, near the forest. Mia knocked, and there was still time. Lucy the girl opened the door and saw the birthday cake. Lucy had waited for it all day. "I was afraid that it would not come," said Lucy. Mia got a cup of warm milk, and Lucy told her a story. Since then Mia knows that someone is waiting at the end of every road. From that day on, everybody far and near knew the name of Mia.

The King who Could Not Laugh
Long ago, there lived a robot who helped a king. Her name was Tilly. She hated to wait. One foggy morning, a rider brought news: the king could not laugh any more. Whoever could help was to get a house with a garden. Clowns came, and jugglers, and a bear on a bicycle. Nothing helped. "I will try it," said Tilly.
Tilly stepped forward, tripped over the carpet, fell into a bowl of pudding and looked up with a cherry on her nose. The king began to giggle. Then he laughed so loudly that the windows shook. The whole castle cheered. "The house is yours," said the king. "And come back tomorrow!" Tilly went home with the house, and often she came to visit the king. So Tilly learned that not everything can be bought with gold. And that is the end of the story of Tilly the robot.

Lola, Will and the Boots
There was once a little girl called Lola. Her home was in the town. Next door lived Will, a small squirrel. Lola and Will were friends.
One spring morning, an old traveller gave Lola and Will red boots. "These are for both of you," he said. The first flowers were out, and the grass was wet. Lola said, "I want them!" "No, they are mine!" shouted Will. In the end Lola was quicker. She took the boots home and closed the door. At first Lola was happy. But in the evening it was very quiet in the house. "This is no fun alone," said Lola.
So Lola took the boots and went to Will. Will did not want to open the door. Lola said, "Will, I was wrong. You can have them. I want my friend back." It was quiet for a while. Then the door opened. Will said, "Come in. I have missed you too." Since then Lola knows that a thing is nicer when two have it. Lola looked at Will and smiled. It had been a good day.

Victor and the Rainbow
In the barn lived a lonely mouse. Everybody called him Victor. He wished for a friend every night. Victor had only one wish: he wanted to have the rainbow. "If nobody brings it to me, I will fetch it," said Victor. He asked everyone how to get there. They only shook their heads.
So he set out. After a day he met Roman, a small dragon. "Where are you going?" asked Roman. Victor said, "I want to have the rainbow." Roman did not laugh. "I know somebody who can help you," said Roman. "I will take you there." Soon the ground fell away. In front of Victor was a deep, dark valley, and the far side was hidden in fog. Victor took three steps back to jump, but then his courage left him. Roman flew up and saw a narrow path around it. "Follow me," said Roman, and Victor followed him to the other side.
At the end of the world, or very near to it, there lived an old, old tortoise. Victor asked for the rainbow. The answer was: "Nobody can hold it. But there is a waterfall." Victor did not understand. But then he saw it: in the spray of the waterfall there stood a rainbow, just as big as Victor. "It is beautiful," whispered Victor. "And now you both have it," said the old voice. When they came home, Victor looked up and waved. So Victor learned that not everything has to be owned. That evening Victor and Roman ate warm soup together, and it had never tasted so good.

The Old Ball
There once was a robot who threw away an old ball. She was called Pearl and she lived in the old tower. She did everything slowly and well. Most of all, Pearl liked to look at the stars. Pearl had a ball that made a strange sound. Pearl had had it for years.
One spring morning, Pearl said, "I do not need you any more," and left the ball at the side of the road. There the ball lay in the rain, and many walked by. On the third day Edith the cat found it. Edith had never owned anything so nice. "Who would throw away a ball like this?" said Edith. Edith took it home, dried it, and worked on it for three evenings with needle, glue and paint. Some time later Pearl met Edith and saw the ball. Pearl stopped. It looked better than the new one, which had broken after a week. Edith grew pale. "Do you want it back?" Pearl thought about it for a moment. "Keep it. You have earned it," said Pearl. "But will you show me how to mend things?" asked Pearl. Edith nodded. From then on they mended old things together and gave them to those who had none.

The First Night Away From Home
In an old mountain there lived a young goat named Gwen. If there was a closed box, she had to open it. She had little horns, and everyone knew her.
Tomorrow was the first night away from home. Gwen could not think of anything else. "What if I cannot sleep?" asked Gwen. "You will see," said her grandmother and kissed her. Her belly felt as if it were full of butterflies.
The bed in the house of Victor the squirrel was big and strange. Victor took a lamp and told a funny story, and then another. Suddenly Gwen noticed that she was having fun. In the evening her grandmother asked, "How was it?" "It was just like home, only different!" said Gwen. Gwen had learned that the first step is the hardest. When winter came, Gwen and Victor sat by the fire and told the story again and again.

Clover
In an old garden there lived a young mole named Basil.
One autumn morning, he walked to the beach, and there he saw a round white egg. Basil looked around. Nobody was there to keep it warm. So he took it home and put it beside the stove. On the third day there was a crack, and out came a small turtle! Basil called it Clover. Basil fed Clover five times a day and hardly slept.
Weeks went by. Clover grew strong, and in the evening Clover looked out into the world and was quiet. Basil understood. His throat was tight. "It is time for you to go," whispered Basil. So they went to the beach together, one last time. Clover looked at Basil once more, and then Clover swam away, far and farther. The house was very still that evening.
And every year, on the same day, Clover comes back, and Basil puts the milk on the table.

From an Old Spoon to a Hen
There once was a lazy bee named Uma. She had quick feet and lived in the village. She liked to sleep until noon.
One frosty morning, Uma found an old spoon and put it into her pocket. Then she went to the castle. Snow lay on every roof. Soon Uma came to a fisherman, who needed an old spoon. "Here, take a fine hat for it," said the fisherman. So Uma got a fine hat. Then Uma met a painter. "That fine hat is just what I need," said the painter. "I will give you a fish for it." Uma thought about it and agreed. After that Uma came to a soldier, who needed a fish. "Here, take a hen for it," said the soldier. Uma thought about it and agreed.
At last Uma came to the castle with a hen. There she saw a girl with a basket of puppies. Uma did not think about it for long and gave away the hen. What she got for it was the smallest puppy. "That was a bad trade," said the people. Uma did not think so. And see: the puppy became the best friend Uma ever had. And Uma understood that what one gives with a good heart is never lost.

A Long Winter
Once there lived a quiet hedgehog called Poppy in the hollow tree. She had a small nose, and everyone knew her.
In summer Poppy worked every day and filled the cellar with acorns. Her neighbour Jane, a mouse, slept in the sun all day. "There is enough to eat everywhere!" called Jane. "Winter is long," said Poppy. Jane only laughed.
The leaves fell, and then the snow. Jane looked for food and found nothing. One night there was a soft knock at the door of Poppy. It was Jane, thin and blue with cold. Jane whispered, "You were right. I should have worked too." "You can stay. But next summer you will help me," said Poppy. "I promise," said Jane. And Jane kept that promise. In the next year the cellar was twice as full, and there was time for singing too. So Poppy learned that one should think of tomorrow, and of others.

From a Nail to a Lamp
Once upon a time, there was an owl who traded one thing for another. His name was Winston and he lived in the forest.
Winston had nothing in his pocket but a nail. With it, one foggy morning, he went to the windmill. On the way Winston met a painter. "That nail is just what I need," said the painter. "I will give you a fine hat for it." Winston thought about it and agreed. Next Winston came to an old woman, who needed a fine hat. "Here, take a hen for it," said the old woman. Winston said yes. A little later Winston met a tailor. "That hen is just what I need," said the tailor. "I will give you a lamp for it." Winston thought about it and agreed.
At last Winston came to the windmill with a lamp. There he saw a sailor. Winston did not think about it for long and gave away the lamp. What he got for it was a place on his ship. "That was a bad trade," said the people. Winston did not think so. And see: Winston saw the whole wide world and came home with a hundred stories. Since then Winston knows that what one gives with a good heart is never lost.

A Red Root
There once was a boy who found medicine for a friend. He was called Fred. Most of all, Fred liked to eat soup. Every day he met his friend George, a rabbit.
But one day, when the first flowers were out, George did not come out to play. He was ill, and his head was hot. The snow had gone at last, and everything smelled of earth. The doctor, an old goat, shook her head. "Only a red root can help," she said. "It is found on the mountain, and nobody dares to go there." "I dare," said Fred.
Fred took a lantern and some bread and set out. On the way he met Flora, a young hedgehog. Flora asked, "Where are you going in such a hurry?" Fred said, "I must bring a red root to George, or George will not get well." "That is a long way. I will come with you," said Flora. Then there was a thick door with no handle, only a small hole at the bottom. Fred shook it and called, but nobody came. Flora crept through, took the key and opened it for Fred.
So they came to the mountain. The air was thin and cold up there, and one could see the whole valley. And there it was: a red root. Fred took only as much as he needed. They ran back the whole night.
The doctor made tea from it. George drank one cup, then another. Slowly his face grew bright again. Nobody was happier than Fred. And Fred understood that one can be brave for a friend even when one is afraid. Fred and George often talked about that day, and they always had to laugh.

An Unfair Prize
Far away, behind the dark forest, lived a small bee. Her name was Hazel.
One winter morning, the singing contest was to take place. The prize was a silver bell. Hazel wanted to win it. So did Milo, a hedgehog. In the night before, Milo crept out and did something bad. He hid what Hazel needed most: her tools. In the morning Hazel looked for the tools and could not find them. Hazel took part all the same, without the tools, and did what she could. Milo won the silver bell. Everybody cheered. But when Milo saw Hazel clap too, he grew red. Milo went up to the judge. "I did not win," said Milo. "I hid the tools of Hazel." Then Milo gave the prize to Hazel. "It takes courage to say that," said Hazel. "Next year we will try again, and it will be fair." Since then Hazel knows that fair play is worth more than a prize. And the two of them laughed and talked until the moon was high.

Edith and the Sun
Once upon a time, there was a mouse who wanted to have the sun. Her name was Edith and she lived in the cottage. She woke up with a smile every day.
Edith had only one wish: she wanted to have the sun. Edith said, "I will go and get it." She asked everyone how to get there. They only shook their heads. So she set out. After a day she met Leo, a young rabbit. Leo asked, "Where are you going?" "I want to have the sun," said Edith. Leo did not laugh. "I know somebody who can help you," said Leo. "I will take you there." Soon Edith came to a hedge full of thorns. It was as thick as a house. Edith tried to push through, but the thorns pulled her hair and scratched her nose. Leo dug a tunnel, and Edith crept behind him to the other side.
At the end of the world, or very near to it, there lived an old, old woman. Edith asked for the sun. The answer was: "It would burn your hands. But taste this." Edith did not understand. But then she saw it: the peach was as warm and golden as the sun, and it tasted of the whole summer. Edith sat there and was quiet for a long time. Leo sat beside her.
On the way home Edith did not wish for anything any more. And Edith understood that not everything has to be owned. From that day on, Edith and Leo were never apart for long.

A Day in Other Shoes
Many years ago, a small fox named Tom lived in the forest. "I will do it tomorrow" was what he said most. Tom shared a house with Kevin, a dragon. It was the work of Tom to cook, and it was the work of Kevin to catch the fish.
On a grey autumn afternoon, Tom came home tired. "I wish I only had to catch the fish, like you," said Tom. "You only have to cook!" said Kevin. "Let us change places for a day, and we will see," said Tom. The next morning Tom went to catch the fish. He caught one old boot. At the same time Kevin tried to cook. Kevin burned the soup three times. "How does one do that every day?" thought Tom, and Kevin thought the same.
In the evening they sat at the table and looked at each other. Then both began to laugh. "I did not know how hard it is, sitting in the cold wind all day," said Tom. "And I did not know how hard it is, standing at the hot stove," said Kevin. The next day each of them was glad to do the old work again. And sometimes they helped each other. From that day on, Tom and Kevin were the best of friends.

A Day in Other Shoes
There was once a small beaver called Dora. Her home was by the river. Dora shared a house with Oliver, a kangaroo. It was the work of Dora to chop the wood, and it was the work of Oliver to cook.
One day, when the leaves were turning red, Dora came home tired. Dora said, "I wish I only had to cook, like you." "Easy? You have it easy!" said Oliver. Dora said, "Let us change places for a day, and we will see."
The next morning Dora went to cook. She burned the soup three times. At the same time Oliver tried to chop the wood. Oliver hit everything but the wood. "How does one do that every day?" thought Dora, and Oliver thought the same.
In the evening they sat at the table and looked at each other. Then both began to laugh. "I did not know how hard it is, standing at the hot stove," said Dora. "And I did not know how hard it is, chopping wood until the arms hurt," said Oliver. The next day each of them was glad to do the old work again. And sometimes they helped each other. Dora looked at Oliver and smiled. It had been a good day.

Clara Learns to Whistle
In a green meadow there lived a little rabbit named Clara. She looked twice before every step. Most of all, Clara liked to play in the rain. Clara had one great wish: to whistle.
One cold day, she tried it for the first time. Only air came out. She tried it again. It was no better. Clara was close to tears. "I give up," said Clara.
Old Kate, a girl, had seen it all. "Do you think I could do it at once?" said Kate. "I will tell you a secret: make your mouth round and think of a bird," said Kate. Clara tried it that way. It was not good yet, but it was better. Clara practised every day, in sun and rain.
And one day Clara whistled so loudly that everyone heard it and found the way out of the fog. Kate stood there and smiled. From that day on, everybody in the meadow knew the name of Clara.

A Day in Other Shoes
Once upon a time, there was a young mole named Iris. She lived in the burrow. She liked to sleep until noon. Iris shared a house with Jack, a butterfly. It was the work of Iris to watch the sheep, and it was the work of Jack to cook.
One warm evening, Iris came home tired. "You have it easy. You only have to cook," said Iris. Jack said, "You only have to watch the sheep!" "Let us change places for a day, and we will see," said Iris. The next morning Iris went to cook. She burned the soup three times. At the same time Jack tried to watch the sheep. Jack lost seven sheep and found only six of them. It was a long day for both of them.
In the evening they sat at the table and looked at each other. Then both began to laugh. "I did not know how hard it is, standing at the hot stove," said Iris. "And I did not know how hard it is, running after the sheep," said Jack. From then on they did it all together: one day the one thing, one day the other. Since then Iris knows that the work of others always looks easy. And when the stars came out, Iris and Jack were still laughing.

A Knock at the Door
Long ago, a shy dog named Iris lived on the farm. She was too shy to talk to strangers. She had a wet nose, and everyone knew her. She had only one bed, one chair and one spoon. Her neighbour Dan the hedgehog had ten of everything.
One stormy night there was a knock at the door of Dan. There stood an old soldier. "May I sleep here?" "My carpets would get wet," said Dan. So the old soldier went on and knocked at the little house of Iris. "I do not have much, but we can share it," said Iris. Iris gave him half of the soup and the only bed, and slept on the floor.
In the morning the old soldier put a small pot on the table. "Take it," he said. "It is never empty." Then he was gone. Iris did so, and see: every morning there was warm porridge in it, enough for everyone who came. Dan saw it and was ashamed. In the evening Dan came to Iris with a big basket. "I have too much," said Dan. "Help me to share it." Iris had learned that whoever opens the door lets luck come in. Iris never forgot that day.

Emma Is Stuck
Patricia the princess lived in the castle. She liked to sleep until noon. For breakfast she ate cake, and for supper she ate cake again.
One day, when the first flowers were out, Patricia heard somebody call for help. She ran as fast as she could. Emma the mouse was stuck on the roof. Emma had gone up to mend it, and the wind had blown the ladder away. Emma begged, "I cannot move!" "Do not be afraid. I will help you," called Patricia.
Patricia looked left and right. Nobody else was there. Then Patricia had an idea. She needed a ladder. The only one was on the other side. Patricia ran. The sun went down, and the path was lost in the dark. Patricia waited until the moon came out from behind the clouds. Then she saw the path. At last Patricia had it, and ran back. Patricia set it up against the wall and held it. Slowly, slowly, Emma climbed down to the ground. Emma was safe! "You saved me!" said Emma. "That is what friends are for," said Patricia. Patricia had learned that a good idea is stronger than strong arms. When winter came, Patricia and Emma sat by the fire and told the story again and again.

The Bottle of Medicine
There once was a frog who had to deliver a bottle of medicine. His name was Tom and he lived by the lake. However much he had, it was never enough.
One winter morning, there was a knock at the door. It was Gwen, a goat. "Can you bring this bottle of medicine to Ned? Ned lives near the river. It must be there before the sun goes down," said Gwen. "I am on my way," said Tom.
Tom took the bottle of medicine and went off. Snow lay on every roof. On the way, a man was selling honey cakes. "Come and taste one!" It looked like fun. But Tom thought of his promise. "Later," he said, and went on.
Soon Tom came to an iron gate. It was locked. Tom shook it and called, but nobody came. Tom took a long stick, put it through and fished for the key. At the third try he had it.
At last Tom came to the river. There was the house of Ned the wizard. Tom knocked, and there was still time. Ned the wizard opened the door and saw the bottle of medicine. Ned was so glad that he could hardly speak. "You do not know how much this means to me," said Ned. Ned gave Tom an apple pie for the way home. Tom sat down in front of the door, looked at the stars and was happy.

Bean
Far away, behind the seven hills, lived a small robot. Her name was Mabel. "No" was her favourite word. For breakfast she ate oil, and for supper she ate oil again.
One windy day, Mabel found a big green egg in the meadow. Mabel looked around. Nobody was there to keep it warm. So she took it home and put it beside the stove. One night Mabel heard a soft tap, tap, tap. The egg opened, and a small dragon looked at her. "I will call you Bean," said Mabel. Bean followed Mabel everywhere and slept at her feet.
Weeks went by. Bean grew strong, and in the evening Bean looked out into the world and was quiet. Mabel knew what that meant, and it made her sad. "You are not made for a house," whispered Mabel. Mabel carried Bean to the meadow, back to where they had met. Bean looked at Mabel once more, and then Bean flew away, far and farther. The house was very still that evening.
Sometimes, when Mabel goes to the meadow, there is a call that she knows. Then Mabel calls back.

Snow
Once upon a time, there was a bird who found a blue egg. Her name was Grace.
On a bright spring day, Grace found a blue egg in the meadow. Grace looked around. Nobody was there to keep it warm. So she took it home and put it beside the stove. One night Grace heard a soft tap, tap, tap. The egg opened, and a tiny bird looked at her. "I will call you Snow," said Grace. Grace taught Snow everything she knew.
Snow grew. The house became too small. And more and more often Snow stood at the window and looked out. Grace understood. Her throat was tight. "It is time for you to go," whispered Grace. Grace carried Snow to the meadow, back to where they had met. Snow looked at Grace once more, and then Snow flew away, far and farther. Grace stood there and waved for a long time.
Sometimes, when Grace goes to the meadow, there is a call that she knows. Then Grace calls back. And Grace understood that to love someone can mean to let them go.

Flora Is Different
In a green wood there lived a young fox named Flora. She often hid behind a tree when someone came. There was one thing about Flora that was different: she had spots all over. "Somebody has spilled paint on you!" said Ned the prince, whenever Flora came by. Flora pretended not to hear it. But at night she cried.
Then a day came when hunters came through the wood. Nobody knew what to do. Flora did not think about it for long. She lay down in the leaves, showed the others how to hide, and nobody was found.
When it was over, nobody laughed. Ned came to Flora and looked at the ground. "I was wrong about you," said Ned. "I have always been like this," said Flora. "And it is good that you are like this," said Ned. Flora had learned that one should not laugh at others. Flora and Ned often talked about that day, and they always had to laugh.

A Long Winter
Once upon a time, there was a bear who worked all summer. Her name was Lucy and she lived on the mountain. She never gave up.
In summer Lucy worked every day and filled the cellar with roots. Her neighbour Eleanor, a fox, made jokes all day. "It is far too warm to work!" called Eleanor. "Winter is long," said Lucy. Eleanor only laughed.
The leaves fell, and then the snow. Eleanor looked for food and found nothing. Eleanor was cold and hungry. At last Eleanor went to Lucy and knocked. "You were right. I should have worked too," whispered Eleanor. "Can you do something for me? What can you give me?" said Lucy. "I can sing and tell stories," said Eleanor. So Eleanor got roots every day, and Lucy got a song every evening. It was the shortest winter Lucy had ever known. And Lucy understood that one should think of tomorrow, and of others.

A Day in Other Shoes
There was once a gentle giant called Stefan. His home was on the mountain. Stefan shared a house with Roxy, a crow. It was the work of Stefan to carry the letters, and it was the work of Roxy to chop the wood.
One sunny day, Stefan came home tired. "I wish I only had to chop the wood, like you," said Stefan. Roxy said, "Easy? You have it easy!" "Let us change places for a day, and we will see," said Stefan.
The next morning Stefan went to chop the wood. He hit everything but the wood. At the same time Roxy tried to carry the letters. Roxy brought every letter to the wrong house. It was a long day for both of them.
In the evening they sat at the table and looked at each other. Then both began to laugh. "I did not know how hard it is, chopping wood until the arms hurt," said Stefan. Roxy said, "And I did not know how hard it is, climbing up and down the hills with the letters." The next day each of them was glad to do the old work again. And sometimes they helped each other. So Stefan learned that the work of others always looks easy. Stefan and Roxy often talked about that day, and they always had to laugh.

Nut Bread
This is the story of Heidi, a gentle elephant who lived by the river. "I will do it tomorrow" was what she said most.
One snowy afternoon, Heidi wanted to make nut bread for her grandmother. Everything was white and still. She washed her hands, took the big pot, and looked into the cupboard. There were no eggs! So she went to Adam, a boy, and asked for some eggs. "Gladly. But my lamp is broken, and I cannot see at night. Bring me a candle first," said Adam. Heidi went to Tom, a bird, and asked for a candle. "I have one. But my hands are cold. Bring me some wood for my fire," said Tom. So Heidi went and gathered wood. She brought the wood to Tom and got a candle. She brought the candle to Adam and got the eggs. Then Heidi ran home and cooked until the windows were white with steam.
When everybody sat at the table, it was quiet, because everybody was eating. And Heidi understood that one gets more by asking than by hiding. And when the stars came out, Heidi and Adam were still laughing.

Gwen, Mia and the Rope
In a green farm there lived a little horse named Gwen. However much she had, it was never enough. For breakfast she ate apples, and for supper she ate apples again. Every day she met her friend Mia, a robot.
One fine day in spring, an old traveller gave Gwen and Mia an old rope. "This is for both of you," he said. Gwen cried, "It is mine!" "No, it is mine!" said Mia. In the end Gwen was quicker. She took the rope home and closed the door. Gwen looked at the rope. It was beautiful. But there was nobody to show it to. Gwen whispered, "This is no fun alone."
So Gwen took the rope and went to Mia. Mia did not want to open the door. Gwen said, "Mia, I was wrong. Please, let us share it. I want my friend back." It was quiet for a while. Then the door opened. "Come in. We can use it together," said Mia. And Gwen understood that sharing is better than winning. When winter came, Gwen and Mia sat by the fire and told the story again and again.

The New Neighbour
Far away, behind the seven hills, lived a young elephant. Her name was Daisy. She sang from morning to night. When she wanted to sing, there was nobody to do it with.
One day, when the leaves were turning red, a cart stopped in front of the house next door. A young boy climbed down. His name was Paul. "Be careful," said the crow on the fence. "I have heard bad things about the new neighbour." Daisy closed all the windows. Days went by, and nobody said a word.
Then the wind blew down the fence between them. Both came out at the same time, and both picked up the same board. Paul said, "I do not know anybody here." Daisy said, "And I was afraid of you." "Do you like to sing?" asked Daisy. "More than anything!" said Paul. That same evening they began to sing, and they did not stop until the moon was high. So Daisy learned that one should say hello first and think later. Daisy looked at Paul and smiled. It had been a good day.

A Foolish Wish
Once upon a time, a young girl named Emma lived in the cottage. She always wanted to know why.
One snowy afternoon, Emma shared her bread with a golden fish. "You have been good to me," said the golden fish. "Make a wish. But think well!" Emma did not have to think long. She wished to understand the language of the animals.
But now the flies talked all night, the hens quarrelled all day, and she never had a quiet minute. Now Emma wanted nothing so much as a little silence. So she went back and called and called, until the golden fish came. Emma said, "I have wished for the wrong thing. Please, make everything as it was." The golden fish laughed. "Most people come back," came the answer, and everything was as before.
Emma looked around. The little house, the old table, the neighbours who waved: how good it all was! Emma went to bed late and happy.

Ivy and the Good Horse
This is the story of Ivy, a little bird who lived in the garden. On the longest day of summer, Ivy set out to the old mill, because she wanted to bring her grandmother a cake. She took two apples with her and closed the door.
On the way she heard a small voice. "Help me, please!" Pearl the horse was caught in a net. Ivy pulled at the knots until the net opened. "You are kind. If you ever need me, call my name," said Pearl. Ivy thought, "How could someone like Pearl help me?" And she went on.
But a storm had thrown a heavy tree across the path, and there was no way around. Ivy pulled and pushed and grew very red in the face, but nothing happened. Just when Ivy wanted to turn back, somebody tapped her on the back. It was Pearl! "Let me try," said Pearl. Pearl was strong, and with one push the way was free.
Ivy said, "Thank you, Pearl!" "You helped me, and now I have helped you," said Pearl. So Ivy came to the old mill. The big wheel turned slowly, and white dust lay on everything. There she could bring her grandmother a cake at last. So Ivy learned that a good deed is never lost. Ivy and Pearl went home together, and they were friends.

The Noise in the Night
Once upon a time, there was a curious badger named Wanda, who lived on the hill. If there was a closed box, she had to open it.
One night, when everyone was asleep, Wanda heard something. It was a strange singing in the chimney. Wanda told everybody about it the next day, but no one believed her.
Then Wanda had enough. She took a candle and went to look, step by step. And what did she find? Not a ghost, and not a monster. It was a small cat! "What are you doing here?" asked Wanda. "I am Emma," said the cat. Emma had a nest there and sang for the little ones. "You can stay here. Are you hungry?" said Wanda. Wanda gave Emma a warm place by the stove. And the two of them laughed and talked until the moon was high.

Paul and the Good Girl
Long ago, a cheerful badger named Paul lived in the wood. He sang from morning to night. For breakfast he ate apples, and for supper he ate apples again. One snowy afternoon, Paul set out to the meadow, because he wanted to see the biggest tree in the world. Everything was white and still. He took some cheese with him and closed the door.
Behind the first hill somebody was calling. Jane, a small girl, sat in the rain and shivered. Paul took off his scarf and gave it to Jane. "You are kind. If you ever need me, call my name," said Jane. Paul smiled and went on.
Then black clouds came up, and a storm broke loose. The rain fell like stones. Paul crept under a bush, but the rain came through. Then Paul remembered Jane and called as loudly as he could. Jane came at once. "Quick, take these branches," said Jane. Jane could build, and soon the two sat dry under a little roof.
Paul said, "Thank you, Jane!" "You helped me, and now I have helped you," said Jane. So Paul came to the meadow. The grass was high and full of yellow flowers. There he could see the biggest tree in the world at last. Paul had learned that a good deed is never lost. Paul and Jane went home together, and they were friends.

The Old Balloon
Leo was a greedy bear who lived in the forest. However much he had, it was never enough. Leo had a balloon that had a hole. Leo had had it for years.
One day in the middle of winter, Leo got a new one and put the balloon out into the street. There the balloon lay in the rain, and many walked by. On the third day Milo the owl found it. Milo had never owned anything so nice. "Who would throw away a balloon like this?" said Milo. Milo cleaned it and mended it as well as he could. Some time later Leo met Milo and saw the balloon. Leo stopped. It looked better than the new one, which had broken after a week. "I mended it," said Milo, and held on to it. Leo looked at the small, careful repairs. "No. It is in good hands," said Leo. "May I come and play with it sometimes?" asked Leo. Milo nodded. From then on they mended old things together and gave them to those who had none. And Leo understood that old things are worth a second look.

Dora Gets Lost
Dora was a cheerful otter who lived by the lake. She could laugh even when it rained.
One frosty morning, Dora went to the market with her grandfather. "I will be right back," said Dora. Dora followed a strange song, first to the left, then to the right. When she looked up, her grandfather was gone, and nothing looked as before. There were red apples, loud hens and fresh bread. Dora cried, "Where are you?" No one answered.
"Why are you sad?" asked a voice. It was Rusty, a small boy. "I cannot find my grandfather," said Dora. "What does your grandfather look like?" asked Rusty. Dora said, "It was where the old oak tree stands." "Then I have seen your grandfather. Come with me," said Rusty. Then Dora came to a deep hole in the ground, too wide for a jump. Dora threw a stone down and listened. It took a long time until it hit the ground. Dora found a fallen tree, long and straight. She pushed it until it lay across like a bridge. And there, at the end of the path, stood her grandfather.
Her grandfather laughed and cried and would not let her go. "I was so afraid," said Dora. And that is the end of the story of Dora the otter.

A Long Snow
In an old town there lived a little robot named Henry. He asked questions all day long.
One windy day, Henry looked around and stopped. The squirrels were gathering twice as much as in other years. "There will be a long snow!" called Henry. Nobody listened. "The sky is blue," they said and went on with their work. Only George, a mole, did not laugh. "Show me what you have seen," said George. Henry showed George everything. George grew pale. "You are right," said George.
George had the loudest voice in the town. George climbed on a barrel and shouted until everybody came. Then all of them worked together. They chopped wood and baked bread for a month. In the night it came. Snow lay up to the roofs, but everyone was warm and had enough to eat. In the morning the eldest came to Henry. "We laughed at you," she said, "and you saved us all." And Henry understood that those who look closely see more. "You are my best friend," said Henry. "And you are mine," said George.

The First Visit to the Dentist
There was once a little owl called Greta. Her home was in the old tower. She sang from morning to night. She had grey feathers, and everyone knew her.
One summer morning, it was time for the first visit to the dentist. "What if it hurts?" asked Greta. "Everyone has a first time," said her grandmother. Greta walked slowly, then more slowly still.
In the waiting room sat Ivy the mouse, with a hand on the cheek. "Hold my hand," said Ivy, "and I will hold yours". Greta had to smile, and the butterflies flew away. In the evening her grandmother asked, "How was it?" Greta cried, "It was over before I had counted to ten!" Greta had learned that the first step is the hardest. Greta went to bed late and happy.

How Ava Became Brave
Once upon a time, there was a small panda named Ava. She lived in the meadow. There was only one thing that Ava was afraid of, and that was the dark. When evening came, she lit three candles. Ava did not like to talk about it. Only Christopher, a bear, never laughed.
Then, one sunny day, it happened: a thick cloud came over the moon, and Christopher was still out in the wood. Ava looked around. There was nobody but her. Ava was more afraid than ever before. And still she went. Ava took a lantern, but the wind blew it out. She walked on in the dark, calling.
And then Ava and Christopher were safe at home. Christopher said, "You are the bravest panda I know." "I had no time to be afraid," said Ava. "Nobody is brave who is not afraid first," said Christopher. And Ava found out something: the dark was not empty and not bad. It was only the day with its eyes closed.

Spot
There once was a crow who found a young deer without its mother. He was called Nico. However much he had, it was never enough.
One windy day, he walked to the hill, and there he saw a young deer without its mother. It was all alone and cried softly. Nico waited, but no mother came. So he took it home and gave it milk. Nico called it Spot. Nico fed Spot five times a day and hardly slept.
Spot grew. The house became too small. And more and more often Spot stood at the window and looked out. Nico knew what that meant, and it made him sad. "You want to run, out there with the others," whispered Nico. So they went to the hill together, one last time. Spot looked at Nico once more, and then Spot ran away, far and farther. Nico stood there and waved for a long time.
But in the next spring there was a sound at the door. It was Spot, and Spot was not alone!

A Long Winter
Once upon a time, there was a careful rabbit named Irene, who lived on the hill. She looked twice before every step. She had a white tail, and everyone knew her. In summer Irene worked every day and filled the cellar with dry apples. Her neighbour Ivy, a mouse, played the flute all day. "It is far too warm to work!" called Ivy. "Winter is long," said Irene. Ivy only laughed.
The leaves fell, and then the snow. Ivy looked for food and found nothing. One night there was a soft knock at the door of Irene. It was Ivy, thin and blue with cold. Ivy whispered, "You were right. I should have worked too." Irene said, "I have enough to eat, but the evenings are long and quiet. What can you give me?" Ivy said, "I can sing and tell stories." So Ivy got dry apples every day, and Irene got a song every evening. It was the shortest winter Irene had ever known.

Spot
Long ago, there lived a penguin who found a blue egg. He was called Bruno and he lived on the cold island. He spoke only when it mattered.
One warm evening, Bruno found a blue egg in the forest. Bruno looked around. Nobody was there to keep it warm. So he took it home and put it beside the stove. On the third day there was a crack, and out came a tiny bird! Bruno called it Spot. Spot followed Bruno everywhere and slept at his feet.
Weeks went by. Spot grew strong, and in the evening Spot looked out into the world and was quiet. Bruno understood. His throat was tight. "You want to fly, out there with the others," whispered Bruno. So they went to the forest together, one last time. Spot looked at Bruno once more, and then Spot flew away, far and farther. The house was very still that evening.
But in the next spring there was a sound at the door. It was Spot, and Spot was not alone!

Who Took the Candles?
Long ago, a brave badger named Dora lived in the burrow. When others ran away, she stayed.
One autumn morning, Walter, a dog, came running. "My candles are gone!" cried Walter. "All of them!" The next morning more candles were missing, and nobody knew who had taken them. "It was the fox!" said some. The fox said, "No, it was not me!" But nobody believed that. "Let me look first," said Dora.
Dora asked many questions and wrote down the answers. That night Dora did not go to bed. She hid behind a bush and waited. Walter wanted to wait too, but soon he fell asleep. The clock struck ten, and eleven, and twelve. Then something moved. It was a little owl! Dora followed without a sound and saw everything. Now Dora understood: it was lonely and wanted somebody to come and look for it.
In the morning Dora told the others. Nobody was angry any more, and they promised to visit it every evening. Then they went to the fox and asked to be forgiven. The fox got the biggest piece of cake. Dora had learned that there is a reason for everything, if one looks. That night Dora slept very well.

A Long Winter
Once upon a time, there was a small hedgehog named Emma. She lived in the hollow tree.
In summer Emma worked every day and filled the cellar with seeds. Her neighbour Lena, a rabbit, sang all day. "Why do you work so much? Come and play!" called Lena. "When the snow comes, you will see," said Emma. Lena only laughed.
Then winter came. Snow lay on everything, and there was nothing left to eat. Lena was cold and hungry. At last Lena went to Emma and knocked. "You were right. I should have worked too," said Lena. "I have enough to eat, but the evenings are long and quiet. What can you give me?" said Emma. "I can sing and tell stories," said Lena. So Lena got seeds every day, and Emma got a song every evening. It was the shortest winter Emma had ever known.

A Honey Cake
Long ago, there lived a girl who wanted to make a honey cake. She was called Greta. She wanted everything at once.
One spring morning, the whole village wanted to come to supper, and Greta decided to make a honey cake. Everything was ready: the bowl, the spoon, the fire. Only the sugar was not there. "Then I must go to the harbour," said Greta, and off she went. But a storm had thrown a heavy tree across the path, and there was no way around. Greta pulled and pushed and grew very red in the face, but nothing happened. Greta found a strong branch, put one end under it and pushed the other end down. Slowly it rolled aside. Greta bought some sugar and hurried back. Ned the boy smelled it from far away and came to help. They stirred and stirred.
When everybody sat at the table, it was quiet, because everybody was eating. From that day on, Greta and Ned were the best of friends.

Frank and the Good Turtle
Once upon a time, there was a bird who helped a turtle. His name was Frank and he lived in the forest.
He wanted to visit his aunt, and so, one soft grey morning, he set out to the meadow.
He had not gone far when he heard someone crying. It was Nora, a small turtle, who had not eaten for two days. Frank shared everything he had with her. "Thank you! I will not forget that," said Nora. Frank smiled and went on. Then the path ended at a wide river. The water was deep and fast. "What a pity that Nora is not here," thought Frank. And in that moment Nora came out of the grass. "I can swim," said Nora. Nora took a rope across the river and tied it to a tree, and Frank held on to it and came over.
Frank said, "Thank you, Nora!" "You helped me, and now I have helped you," said Nora. So Frank came to the meadow. The grass was high and full of yellow flowers. There he could visit his aunt at last. On the way home Frank and Nora walked side by side.

Roger and the Lynx
Once upon a time, a young boy named Roger lived in the village.
One snowy afternoon, on the way to the river, Roger met a hungry lynx. "Now I will eat you!" said the lynx, and opened its big mouth. Roger was frightened. But he did not show it. Roger said, "You can eat me. But I have eaten a green mushroom, and my belly hurts so much!" The lynx took a step back. "A green mushroom? Then you are poison! Go away, go away!" And it ran off.
Since that day the lynx has been very polite to Roger. Roger had learned that a clever head is better than big teeth. From that day on, everybody in the village knew the name of Roger.

Nut Bread
Once upon a time, a little beaver named Greta lived by the river. She woke up with a smile every day.
One winter morning, Greta wanted to make nut bread for the whole village. Snow lay on every roof. She washed her hands, took the big pot, and looked into the cupboard. There was no butter! So she went to Hazel, a bird, and asked for some butter. "You can have some, if you bring me a candle," said Hazel. Greta went to Mabel, a penguin, and asked for a candle. "I have one. But my hands are cold. Bring me some wood for my fire," said Mabel. So Greta went and gathered wood. She brought the wood to Mabel and got a candle. She brought the candle to Hazel and got the butter. Then Greta ran home and cooked until the windows were white with steam.
Not one crumb was left. From that day on, Greta and Hazel were the best of friends.

An Unfair Prize
Many years ago, a small duck named Nell lived by the river. She liked to hear how great she was. She had a yellow beak, and everyone knew her. One windy day, the kite contest on the hill was to take place. The prize was a silver bell. Barney, a little fox, had won it three times. Nell had never won anything. In the night before, Barney crept out and did something bad. He hid what Nell needed most: her shoes. In the morning Nell looked for the shoes and could not find them. Nell took part all the same, without the shoes, and did what she could. Barney won the silver bell. Everybody cheered. But when Barney saw Nell clap too, he grew red. Barney went up to the judge. "I did not win," said Barney. "I hid the shoes of Nell." Then Barney gave the prize to Nell. "It takes courage to say that," said Nell. "Next year we will try again, and it will be fair." So Nell learned that fair play is worth more than a prize. When winter came, Nell and Barney sat by the fire and told the story again and again.

Snow
Once upon a time, there was a young hedgehog named Magda. She lived in the hollow tree. Her voice was so quiet that few had heard it. Most of all, Magda liked to sing.
On a bright spring day, Magda found a round white egg on the beach. Magda looked around. Nobody was there to keep it warm. So she took it home and put it beside the stove. On the third day there was a crack, and out came a small turtle! Magda called it Snow. Magda taught Snow everything she knew.
Snow grew. The house became too small. And more and more often Snow stood at the window and looked out. Magda knew what that meant, and it made her sad. "You are not made for a house," whispered Magda. So they went to the beach together, one last time. Snow looked at Magda once more, and then Snow swam away, far and farther. Magda stood there and waved for a long time. Sometimes, when Magda goes to the beach, there is a call that she knows. Then Magda calls back. Magda had learned that to love someone can mean to let them go.

The Strange Machine
There was once a young giant called Fern. Her home was on the mountain. She wanted everything at once. Fern liked to build things.
One soft grey morning, Fern had an idea. "I will build a shoe that ties itself!" she said. "Nobody has ever done that," said Mia the frog. Mia was a frog and lived next door. Fern worked for three days and three nights. Then she pulled the lever, and it tied itself to the table. Everyone laughed, and Mia laughed too. "All that work for nothing!" sighed Fern.
Fern wanted to throw it away. But Mia walked around it and scratched her head. "It is not good for that. But what about tying up the sacks of the miller?" said Mia. Fern looked at Mia. Then Fern laughed. They carried it out and tried it. It worked! Soon everybody wanted one. That evening Fern and Mia ate berry jam together, and it had never tasted so good.

One More
Rolf was a lonely robot who lived in the old tower. He wished for a friend every night. On the longest day of summer, Rolf wanted to move a cart that was stuck in the mud. Rolf pushed and pushed, until he was red in the face. Nothing happened. Rolf called Clara the rabbit. Rolf pushed, and Clara pushed. It did not move. So Clara called Penny the girl. Rolf and Clara and Penny pushed all together. There was a creak, but no more. Then a small voice said, "May I help?" It was Frank, a bee. "You are smaller than my thumb," said Clara. "We can use everyone," said Rolf. Rolf pushed, Clara pushed, Penny pushed, and Frank pushed. And then, with a loud crack, it moved! All of them fell down, one on top of the other, and laughed. Nobody laughed at Frank any more. That evening Rolf and Clara ate berry jam together, and it had never tasted so good.

The Queen who Could Not Speak
Many years ago, a young mouse named Barney lived in the old mill. Most of all, Barney liked to look at the stars.
In that land there was a queen who could not speak any more. "Whoever can help me shall have a golden ring," said the queen. Wise men came and made long speeches. Nothing helped. Then Barney came to the castle. The guards laughed. "What do you want here?" But they let him in. Barney did not say a word. He sat down on the steps and looked at the evening sky. After a long time the queen sat down too. "Nobody has ever just sat with me," she said. The guards threw their hats into the air. "How did you do that?" asked the queen. "I do not know," said Barney. "I was only myself." Barney went home with the golden ring, and often he came to visit the queen. And when Barney fell asleep that night, he was smiling.

A Pot of Soup
Long ago, a playful ant named Zeb lived in the little house. He knew more games than anyone.
One sunny day, the new neighbour wanted to come to supper, and Zeb decided to make a pot of soup. Everything was ready: the bowl, the spoon, the fire. Only the salt was not there. "What now?" thought Zeb. He put a pot of water on the fire, out in the street, and stirred it. Emil the elephant came by. "What are you cooking?" asked Emil. "A pot of soup," said Zeb, "only the salt is missing." "I have salt," said Emil and brought it. Then others came, and each of them brought something: one a carrot, one an apple, one a whole cheese. In the end there was so much that three tables were needed. When everybody sat at the table, it was quiet, because everybody was eating. That evening Zeb and Emil ate plum cake together, and it had never tasted so good.

Dora Waits
This is the story of Dora, a small princess who lived in the castle. For breakfast she ate pears, and for supper she ate pears again.
On a grey autumn afternoon, Dora went to the mountain with her father. Dora said, "I will be right back." Dora followed a rolling nut, first to the left, then to the right. When she looked up, her father was gone, and nothing looked as before. The air was thin and cold up there, and the clouds were close enough to touch. "Hello? Is anybody there?" cried Dora. Only the wind answered.
Then Dora remembered what her father always said: "If you are lost, stay where you are, and I will find you." So she sat down on a stone and waited. She counted the clouds. She sang every song she knew. At the fifth song somebody sang along. It was her father!
Her father laughed and cried and would not let her go. Dora said, "I will never run away again." Dora went to bed late and happy.

A Gift for Emil
This is the story of Jonas, a young king who lived in the castle. He had a kind word for everyone. Every morning he met his friend Emil, a mouse.
One foggy morning, Jonas remembered that it was nearly the birthday of Emil. "Emil wishes for a little picture," thought Jonas. In the shop there was a little picture, but it cost ten coins, and Jonas had only four. The leaves were red and gold.
Jonas had only one thing that was worth something: his ring. He thought about it all night. In the morning Jonas took the ring to the shop and gave it away for the little picture. Emil was so happy! But then Emil asked, "Where is your ring?" Jonas looked at the ground and told him. Emil said nothing and ran off. In the evening Emil came back with the ring. "I told the man in the shop what you did," said Emil, "and he gave it back to me." It was the best birthday of all. Jonas and Emil often talked about that day, and they always had to laugh.

The Queen who Could Not Eat
Far away, behind the blue hills, lived a little witch. Her name was Maya. Most of all, Maya liked to tell stories.
In that land there was a queen who could not eat any more. Whoever could help was to get a house with a garden. Cooks came from seven lands with golden plates. Nothing helped. "I will try it," said Maya.
Maya took the queen out to the fields, and they worked all day long. In the evening Maya gave her a piece of dry bread. "I have never eaten anything so good!" cried the queen. The guards threw their hats into the air. "How did you do that?" asked the queen. "I do not know," said Maya. "I was only myself." Maya did not want the house. "I would rather have a friend," she said. And so they became friends. Since then Maya knows that not everything can be bought with gold. From that day on, everybody in the whole valley knew the name of Maya.

The Other Side of the River
There once was a crow who ended an old quarrel. She was called Pearl. When something was broken, she found a way to mend it. Most of all, Pearl liked to tell stories. On the other side of the river there was another village. But the people here and the people there had not spoken for a hundred years. They had quarrelled about which side had the better cheese.
"Why do we not speak with them?" asked Pearl. "Because we never do," said the others. "That is a silly reason," said Pearl. And so Pearl rowed across with a cake. Soon Pearl came to a hedge full of thorns. It was as thick as a house. Pearl tried to push through, but the thorns pulled her hair and scratched her nose. Pearl took two flat boards, held the branches apart with them, and went through without a scratch. And then something happened: Mia the bird stood there with a cake too, and was just going to row over. "I have waited for somebody like you," said Mia. "And here we are," said Pearl.
In the end there was a great feast in the middle of the river, on ten boats tied together. And the old quarrel was forgotten. Pearl looked at Mia and smiled. It had been a good day.

The Sound in the Distance
Fred was a clever raven who lived in the meadow. For breakfast he ate berries, and for supper he ate berries again.
On a bright spring day, Fred went to the swamp with his grandfather. "I will be right back," said Fred. Fred followed a sweet smell, first to the left, then to the right. When he looked up, his grandfather was gone, and nothing looked as before. The ground was soft, and fog lay over the black water. Fred called, "Grandfather! Where are you?" No one answered.
Fred held his breath and listened. Far away somebody was beating a pot with a spoon. Fred said, "That is my grandfather!" He followed the sound. When it grew loud, he was right, and when it grew soft, he turned around. On the path stood an angry goose. "Nobody comes past me!" it hissed. Fred tried to run past, but the goose was quicker. Fred remembered the bread in his pocket and threw some crumbs. The goose forgot to be angry and ate, and Fred walked past. And then he saw his grandfather, who had never stopped.
His grandfather laughed and cried and would not let him go. "I will never run away again," said Fred. And when Fred fell asleep that night, he was smiling.

One More
Long ago, a greedy cat named Fern lived in the little house. However much she had, it was never enough.
One day in the middle of winter, Fern wanted to move a cart that was stuck in the mud. She took hold of it and pushed. It did not move. Then Dan the dog came along. "Let me help you," said Dan. So Fern pushed, and Dan pushed. It still did not move. They called Emil the boy. Fern pushed, Dan pushed, and Emil pushed. It moved a little, but not enough.
Then a small voice said, "May I help?" It was Daisy, a mouse. Emil laughed. "You? You are much too small!" Fern said, "We can use everyone." And so they stood in a row: Fern, Dan, Emil and Daisy. One, two, three! And it moved! "Hurrah!" they all cried. Daisy sat on top and was the proudest of all. Since then Fern knows that many hands can do what one cannot. That evening Fern and Dan ate warm soup together, and it had never tasted so good.

A Fire in the Wood
Once upon a time, there was a rabbit who warned the others. His name was Martin and he lived in the burrow. He had long ears, and everyone knew him.
On a grey autumn afternoon, Martin looked around and stopped. There was a thin smoke behind the hill. "We must get ready. A fire in the wood is coming," said Martin. But the others only laughed. "You and your ideas!" they said. Only Barney, a monkey, did not laugh. Barney said, "Show me what you have seen." Martin showed Barney everything. Barney grew pale. "You are right," said Barney. Barney had the loudest voice far and near. Barney climbed on a barrel and shouted until everybody came. Then all of them worked together. They carried water from the lake and dug a ditch. In the night it came. The fire came as far as the ditch and no farther.
In the morning the eldest came to Martin. "We laughed at you," she said, "and you saved us all." Martin had learned that one should listen even to a small voice. And the two of them laughed and talked until the moon was high.

From a Nail to a Fine Hat
Toby the elephant lived by the river. For breakfast he ate bananas, and for supper he ate bananas again.
One day in the middle of winter, Toby found a nail and put it into his pocket. Then he went to the old mill. On the way Toby met an old woman. "That nail is just what I need," said the old woman. "I will give you a bag of flour for it." Toby thought about it and agreed. Then Toby met a fisherman. "That bag of flour is just what I need," said the fisherman. "I will give you a barrel for it." So Toby got a barrel. After that Toby came to a shepherd, who needed a barrel. "Here, take a fine hat for it," said the shepherd. Toby thought about it and agreed. At last Toby came to the old mill with a fine hat. There he saw a poor man who had nothing to eat. Toby did not think about it for long and gave away the fine hat. What he got for it was his thanks. Toby was quite happy with that. And see: the man turned out to be the king in old clothes, and he made Toby his friend.

Emil and a Cloud
Far away, behind the dark forest, lived a little boy. His name was Emil. He woke up with a smile every day.
One warm evening, Emil looked up and saw a cloud. "I want to have it," he said. "I will go and get it," said Emil. He climbed on a chair, then on the table, then on the roof. It was still too far away.
So he set out. After a day he met Finn, a young owl. "Where are you going?" asked Finn. Emil said, "I want to have a cloud." Finn did not laugh. "I know somebody who can help you," said Finn. "I will take you there." The sun went down, and the path was lost in the dark. Emil walked a few steps and bumped into a tree. "I can see in the dark," said Finn. Finn went ahead, and Emil followed close behind.
At the end of the world, or very near to it, there lived an old, old tortoise. Emil asked for a cloud. The answer was: "Stay here until morning." Emil did not understand. But then he saw it: in the morning a cloud came down the hill and took Emil in its soft white arms. Emil sat there and was quiet for a long time. Finn sat beside him.
When they came home, Emil looked up and waved. And when the stars came out, Emil and Finn were still laughing.

Barney and the Sun
Once there lived a stubborn prince called Barney in the castle. When he had made up his mind, nothing could change it. For breakfast he ate pears, and for supper he ate pears again.
Barney had only one wish: he wanted to have the sun. "If nobody brings it to me, I will fetch it," said Barney. He climbed on a chair, then on the table, then on the roof. It was still too far away.
So he set out. After a day he met Rolf, a young dragon. "Where are you going?" asked Rolf. "I want to have the sun," said Barney. Rolf did not laugh. "I know somebody who can help you," said Rolf. "I will take you there." Then Barney came to a deep hole in the ground, too wide for a jump. "I have wings," said Rolf. Rolf flew across with one end of a rope and tied it to a rock, and Barney climbed along it to the other side.
At the end of the world, or very near to it, there lived an old, old woman. Barney asked for the sun. The answer was: "It would burn your hands. But taste this." Barney did not understand. But then he saw it: the peach was as warm and golden as the sun, and it tasted of the whole summer. "It is beautiful," whispered Barney. "And now you both have it," said the old voice.
When they came home, Barney looked up and waved. So Barney learned that not everything has to be owned. That evening Barney and Rolf ate warm soup together, and it had never tasted so good.

The Seed
Once there was a girl who planted a seed. She was called Dora. She could never remember where things were. For breakfast she ate bread, and for supper she ate bread again.
One foggy morning, Dora found a seed in her pocket. "Put it into the earth and wait," said Maya the unicorn. Dora planted it in front of the house and watered it. The next morning Dora ran out to look. There was only earth. Dora asked, "Why does it not grow?" At last Dora forgot the seed and went to play. Days went by, and weeks. Maya watered it every evening and said nothing.
Then, one morning, there was something green. It grew. It grew as high as her knee, as high as her nose, and then higher. It became an apple tree, the most beautiful one in the village. Dora and Maya sat in its shade and were content. When winter came, Dora and Maya sat by the fire and told the story again and again.

The New Neighbour
Clara the duck lived by the river. She ate her supper alone every evening. She liked to tell stories, but it was not much fun alone.
One cold day, somebody moved into the empty house next door. It was Arlo, a little fox. All day long there was hammering and banging. Clara held her ears. "What a noisy neighbour!" she said. For a week they did not speak.
One evening Clara looked out of the window. There was Arlo, all alone, and what was Arlo doing? He was trying to tell stories! "I do not know anybody here," said Arlo. "I thought that you did not like me," said Clara. "Do you like to tell stories?" asked Clara. "More than anything!" cried Arlo. That same evening they began to tell stories, and they did not stop until the moon was high. "You are my best friend," said Clara. "And you are mine," said Arlo.

The Stone That Was Not Stolen
Far away, behind the blue hills, lived a little dog. Her name was Nell. She liked to hear how great she was. More than anything Nell loved her stone. It was a gift from her grandmother.
But on a bright spring day, she woke up, and the stone was not there. The first flowers were out, and the grass was wet. "My stone is gone!" cried Nell. She looked under the bed, behind the door and in every box. Nothing.
Nell grew angry. "Somebody took it," she thought. She went to Fred, a mole who lived next door. "You have taken my stone!" shouted Nell. Fred said, "I have not." But Nell did not believe Fred and went away without a word. Fred was very sad. Before supper Nell remembered. She had left the stone at the harbour! She ran there, and there it was. Nell was ashamed. She ran to Fred and knocked. "I am sorry, Fred. You did not take it. I am the one who forgot," said Nell. "It is all right," said Fred. Since then Nell knows that one should look first and be angry later. And when the stars came out, Nell and Fred were still laughing.

A Day in Other Shoes
Once upon a time, there was a curious cat named Christopher, who lived in the cottage. He asked questions all day long. He lived together with Nell, a girl. It was the work of Christopher to teach the children, and it was the work of Nell to carry the letters.
One autumn morning, Christopher came home tired. "You have it easy. You only have to carry the letters," said Christopher. "Easy? You have it easy!" said Nell. Christopher said, "Let us change places for a day, and we will see."
The next morning Christopher went to carry the letters. He brought every letter to the wrong house. At the same time Nell tried to teach the children. Nell could not make them sit still. It was a long day for both of them.
In the evening they sat at the table and looked at each other. Then both began to laugh. Christopher said, "I did not know how hard it is, climbing up and down the hills with the letters." "And I did not know how hard it is, answering a hundred questions," said Nell. From then on they did it all together: one day the one thing, one day the other. Since then Christopher knows that the work of others always looks easy. That evening Christopher and Nell ate plum cake together, and it had never tasted so good.

A Fire in the Wood
Once upon a time, a small rabbit named Victor lived on the hill. Most of all, Victor liked to eat clover. One day, when the first flowers were out, Victor looked around and stopped. There was a thin smoke behind the hill. "There will be a fire in the wood!" called Victor. But the others only laughed. "You and your ideas!" they said. Only Scott, a crab, did not laugh. Scott said, "Show me what you have seen." Victor showed Scott everything. Scott grew pale. "You are right," said Scott.
Victor and Scott went from door to door, and this time they did not go away until somebody listened. Then all of them worked together. They carried water from the lake and dug a ditch. In the night it came. The fire came as far as the ditch and no farther.
The next day nobody laughed at Victor. Everyone wanted to shake his hand. Since then Victor knows that those who look closely see more. And the two of them laughed and talked until the moon was high.

Joan and the Thankful Boy
Long ago, there lived an otter who helped a boy. Her name was Joan. She did not say much, but she saw everything. One summer morning, Joan set out to the library, because she wanted to fetch medicine for her sick brother. The sun was high, and the bees were humming.
She had not gone far when she heard someone crying. Hugo the boy was caught in a net. Joan was in a hurry, but she stopped. Joan pulled at the knots until the net opened. Hugo said, "Thank you. One day I will help you too." Joan thought, "How could someone like Hugo help me?" And she went on.
Soon Joan came to a high wall. There was no door in it. Joan tried to push the stones, but not one of them moved. "What a pity that Hugo is not here," thought Joan. And in that moment Hugo came out of the grass. "I can climb it," said Hugo. Hugo climbed up, let down a rope, and pulled Joan over the wall.
"Thank you, Hugo!" said Joan. Hugo said, "You helped me, and now I have helped you." And then it was not far any more. Soon Joan was in the library. There were books up to the ceiling, and it was warm and still. And there she did what she had come for: to fetch medicine for her sick brother. Since then Joan knows that a good deed is never lost. Ever since, Joan and Hugo have been friends.

Spot
Simon was a forgetful frog who lived by the river.
One day in the middle of winter, he walked to the hill, and there he saw a fallen nest with one egg. Simon looked around. Nobody was there to keep it warm. So he took it home and put it beside the stove. On the third day there was a crack, and out came a tiny owl! "I will call you Spot," said Simon. Simon taught Spot everything he knew.
Weeks went by. Spot grew strong, and in the evening Spot looked out into the world and was quiet. Simon knew what that meant, and it made him sad. "It is time for you to go," said Simon. Simon carried Spot to the hill, back to where they had met. Spot looked at Simon once more, and then Spot flew away, far and farther. Simon stood there and waved for a long time. And every year, on the same day, Spot comes back, and Simon puts the milk on the table. So Simon learned that to love someone can mean to let them go.

Sunny
Once there was a penguin who found a young deer without its mother. She was called Kate and she lived on the cold island. She sang from morning to night.
One hot afternoon, she walked to the forest, and there she saw a young deer without its mother. It was all alone and cried softly. Kate waited, but no mother came. So she took it home and gave it milk. "I will call you Sunny," said Kate. Sunny followed Kate everywhere and slept at her feet.
Sunny grew. The house became too small. And more and more often Sunny stood at the window and looked out. Kate knew what that meant, and it made her sad. Kate whispered, "It is time for you to go." So they went to the forest together, one last time. Sunny looked at Kate once more, and then Sunny ran away, far and farther. The house was very still that evening.
And every year, on the same day, Sunny comes back, and Kate puts the milk on the table. So Kate learned that to love someone can mean to let them go.

One More
In an old castle there lived a young prince named Pip. He always closed the door and counted his things.
On a bright spring day, Pip wanted to move a boat that lay on the sand. Pip pushed and pushed, until he was red in the face. Nothing happened. Pip called Zoe the dragon. Pip pushed, and Zoe pushed. It did not move. So Zoe called Tilly the hen. Pip and Zoe and Tilly pushed all together. There was a creak, but no more.
Then a small voice said, "May I help?" It was Kate, a mouse. "You are smaller than my thumb," said Zoe. "We can use everyone," said Pip. And so they stood in a row: Pip, Zoe, Tilly and Kate. One, two, three! And it moved! "Hurrah!" they all cried. Kate sat on top and was the proudest of all. That evening Pip and Zoe ate warm soup together, and it had never tasted so good.

The Noise in the Night
Once upon a time, a little hedgehog named Winston lived in the hollow tree.
One night Winston woke up. There was a knocking in the cupboard. Winston lay very still and listened. There it was again! It came the second night, and the third.
Winston put flour on the floor. In the morning there were tiny footprints in it. And what did he find? Not a ghost, and not a monster. It was a little frog! Winston asked, "What are you doing here?" "I am Fern," said the frog. Fern had been shut in by mistake. Winston said, "You can stay here. Are you hungry?" Winston laughed until his belly hurt. And Winston understood that most monsters are small when one brings a light. From that day on, Winston and Fern were never apart for long.

Some Mountain Moss
There was once a small girl called Olive. Her home was in the cottage. She ate her supper alone every evening. Next door lived Karen, a young dragon. Olive and Karen were friends.
But one warm evening, Karen did not come out to play. She was ill, and her head was hot. The sun was high, and the bees were humming. The doctor, an old stork, shook her head. "Only some mountain moss can help," she said. "It is found at the lake, and nobody dares to go there." "I dare," said Olive.
Olive took a lantern and some bread and set out. On the way she met Theo, a young fox. "Where are you going in such a hurry?" asked Theo. "My friend Karen is ill. I must find some mountain moss," said Olive. "That is a long way. I will come with you," said Theo. Then the path split into three, and there was no sign. "My nose will tell us," said Theo. Theo smelled at each path and took the one in the middle. It was the right one.
So they came to the lake. The lake was as smooth as glass. Olive looked and looked. Then Theo pointed. There, in the last light, was some mountain moss. They ran back the whole night.
Karen took it with a little warm milk and fell asleep. In the morning Karen opened her eyes and said, "I am hungry!" Olive laughed, and then she slept for two days. So Olive learned that one can be brave for a friend even when one is afraid. When winter came, Olive and Karen sat by the fire and told the story again and again.

A Long Winter
Once upon a time, a young squirrel named Bruno lived in the hollow tree. He sang from morning to night. For breakfast he ate nuts, and for supper he ate nuts again.
All summer long Bruno gathered roots. Simon, a bird, only slept in the sun. "There is enough to eat everywhere!" called Simon. Bruno said, "When the snow comes, you will see." Simon only laughed.
Then winter came. Snow lay on everything, and there was nothing left to eat. One night there was a soft knock at the door of Bruno. It was Simon, thin and blue with cold. "Please give me something to eat. I was foolish," said Simon. Bruno looked at Simon, and then at the full cellar. He opened the door wide. Bruno said, "Come in. There is enough for two." All winter they sat by the fire. And when spring came, Simon was the first to work. So Bruno learned that it is good to have enough to share.

Bean
In a green cottage there lived a small girl named Mabel. Her voice was so quiet that few had heard it.
One soft grey morning, Mabel found a blue egg in the forest. Mabel looked around. Nobody was there to keep it warm. So she took it home and put it beside the stove. One night Mabel heard a soft tap, tap, tap. The egg opened, and a tiny bird looked at her. Mabel called it Bean. Bean followed Mabel everywhere and slept at her feet.
Weeks went by. Bean grew strong, and in the evening Bean looked out into the world and was quiet. Mabel understood. Her throat was tight. "You are not made for a house," whispered Mabel. Mabel carried Bean to the forest, back to where they had met. Bean looked at Mabel once more, and then Bean flew away, far and farther. Mabel stood there and waved for a long time. And every year, on the same day, Bean comes back, and Mabel puts the milk on the table.

The New Neighbour
In a green castle there lived a young prince named Michael. He did not say much, but he saw everything. When he wanted to build towers, there was nobody to do it with. One spring morning, somebody moved into the empty house next door. It was Eli, a young boy. "Be careful," said the crow on the fence. "I have heard bad things about the new neighbour." Michael closed all the windows. For a week they did not speak.
Then the wind blew down the fence between them. Both came out at the same time, and both picked up the same board. "I have wanted to say hello for days, but I did not dare," said Eli. "How silly I was," said Michael. "Do you like to build towers?" asked Michael. "More than anything!" cried Eli. That same evening they began to build towers, and they did not stop until the moon was high. Since then Michael knows that one should say hello first and think later. And when the stars came out, Michael and Eli were still laughing.

The Last and the First
This is the story of Rusty, a little fox who lived in the forest. One autumn morning, the cooking contest was to take place. The prize was a golden cup. Rusty wanted to win it. So did Amy, a horse. They began. Rusty cooked better than ever before. He was first! Then Rusty heard a cry. Amy had hurt her foot and sat on the ground. Rusty looked at the prize and then at Amy. He stopped and went back. "Lean on me," said Rusty. The two of them were last of all. But everyone stood up and clapped. The judge came down and said, "Many can win. Few can do what you did." And Rusty got the golden cup. Rusty had learned that fair play is worth more than a prize. That evening Rusty and Amy ate warm soup together, and it had never tasted so good.

The Umbrella That Was Not Stolen
Once upon a time, there was a young dragon named Frida. She lived in the cave. More than anything Frida loved her umbrella. It was a gift from her father.
On a bright spring day, Frida looked for the umbrella and could not find it. "Oh no!" called Frida. She looked under the bed, behind the door and in every box. Nothing.
Frida grew angry. "Somebody took it," she thought. She went to Clara, a girl who lived next door. "You have taken my umbrella!" shouted Frida. "I never touched your umbrella," said Clara. But Frida did not believe Clara and went away without a word. Clara was very sad. That evening Frida went to bed. There was the umbrella! She had put it there herself. Frida felt her face grow hot. She ran to Clara and knocked. Frida said, "I am sorry, Clara. You did not take it. I am the one who forgot." "That was not nice of you, but I am glad that you came," said Clara. That evening Frida and Clara ate plum cake together, and it had never tasted so good.

Dan Learns to Bake Bread
On the mountain lived a lazy goat. Everybody called him Dan. "I will do it tomorrow" was what he said most. Dan had one great wish: to bake bread.
One fine day in spring, Dan began. The bread was as hard as a stone. He tried it again. It was no better. Dan sat down on a stone and sighed. "I give up," cried Dan.
Old Mia, a princess, had seen it all. Mia said, "When I was young, I tried it a hundred times." Mia said, "I will tell you a secret: give it time, for bread must rest." Dan tried again and thought of the words of Mia. This time something was different. Every morning and every evening Dan practised.
And one day Dan baked for the whole village when the baker was ill. "Who taught you that?" asked the others. Dan pointed to Mia. So Dan learned that practice is stronger than luck. Dan went to bed tired and happy.

A Silver Leaf
This is the story of Heidi, a little mouse who lived in the old mill. She never gave up. Every day she met her friend Karl, a lion. Where one was, the other was never far.
One day, when the leaves were turning red, Karl was ill. He lay in bed and could not laugh. Fog lay over the fields. The doctor, an old stork, shook her head. "Only a silver leaf can help," she said. "It is found in the forest, and nobody dares to go there." Heidi said, "I will go."
Heidi took a lantern and some bread and set out. On the way she met Chris, a small robot. Chris asked, "Where are you going in such a hurry?" "My friend Karl is ill. I must find a silver leaf," said Heidi. "That is a long way. I will come with you," said Chris. Suddenly there was thunder. The wind grew so strong that the trees bent. "Quick, take these branches," said Chris. Chris could build, and soon the two sat dry under a little roof.
So they came to the forest. The trees were tall and dark, and a bird called somewhere. Heidi looked and looked. Then Chris pointed. There, in the last light, was a silver leaf. Heidi thanked Chris and ran home through the night. The doctor made tea from it. Karl drank one cup, then another. Slowly his face grew bright again. Nobody was happier than Heidi. That evening Heidi and Karl ate berry jam together, and it had never tasted so good.

Basil Learns to Read
Once upon a time, a small cat named Basil lived in the town. He shared everything he had. Basil had one great wish: to read.
One fine day in spring, he tried it for the first time. The letters danced in front of his eyes. The second time was even worse. Some who stood there laughed. "I am just not made for it," sighed Basil.
Old Barbara, a fox, had seen it all. "When I was young, I tried it a hundred times," said Barbara. Barbara said, "I will tell you a secret: one letter after another, like beads on a string." Basil tried again and thought of the words of Barbara. This time something was different. Every morning and every evening Basil practised.
And one day Basil read the sign at the bridge, "Danger!", and stopped everyone in time. Barbara stood there and smiled. Basil went to bed late and happy.

Two Are Better Than One
There was once a young owl called Arlo. His home was in the old tower.
One spring morning, the kite contest on the hill was to take place. The prize was a silver bell. Arlo wanted to win it. So did Greta, a crow. Each of them practised alone. Arlo was good at the beginning, but always grew tired. Greta was slow at first, but strong at the end. "Why do we not do it together?" asked Greta. Nobody had ever done that. But nobody had said that it was forbidden. So Arlo began, and Greta finished. It went so well that the others forgot everything else and watched. They won the silver bell and shared it. Arlo had learned that fair play is worth more than a prize. That evening Arlo and Greta ate warm soup together, and it had never tasted so good.

The Queen who Could Not Laugh
Jane the girl lived in the cottage.
In that land there was a queen who could not laugh any more. Whoever could help was to get a golden ring. Clowns came, and jugglers, and a bear on a bicycle. Nothing helped. Then Jane came to the castle. The guards laughed. "What do you want here?" But they let her in.
Jane stepped forward, tripped over the carpet, fell into a bowl of pudding and looked up with a cherry on her nose. The queen began to giggle. Then she laughed so loudly that the windows shook. The guards threw their hats into the air. "The golden ring is yours," said the queen. "And come back tomorrow!" Jane went home with the golden ring, and often she came to visit the queen. So Jane learned that not everything can be bought with gold. From that day on, everybody for miles around knew the name of Jane.

A Gift for Max
Long ago, there lived a mouse who had no money for a gift. She was called Rosa and she lived in the old mill. She could laugh even when it rained. Her best friend was a boy named Max.
Tomorrow was the birthday of Max. Max had always wanted a warm blanket. In the shop there was a warm blanket, but it cost ten coins, and Rosa had only two.
So Rosa looked for work. She swept the street from morning to night, and got one coin, and another, and another. Her hands were sore, but in the evening Rosa had ten coins. She ran to the shop just before it closed. When Max saw the warm blanket, he could not speak. Then Max saw the hands of Rosa. "You did all that for me?" he asked. There was cake, and they sang until the neighbours came and sang with them. Rosa and Max often talked about that day, and they always had to laugh.

Who Took the Spoons?
Once upon a time, a young dog named Chloe lived in the town. Most of all, Chloe liked to eat bones.
One day, when the first flowers were out, Louis, a boy, came running. "My spoons are gone!" cried Louis. "All of them!" The next morning more spoons were missing, and nobody knew who had taken them. "It was the fox!" said some. The fox said, "No, it was not me!" But nobody believed that. Chloe said, "I do not think so. I will find out." Chloe asked many questions and wrote down the answers. That night Chloe did not go to bed. She hid behind a barrel and waited. Louis wanted to wait too, but soon he fell asleep. The clock struck ten, and eleven, and twelve. Then something moved. It was a mouse with seven children! Chloe followed without a sound and saw everything. Now Chloe understood: she needed them for the little beds of her children. In the morning Chloe told the others. Nobody was angry any more, and they made seven little beds for her. Then they went to the fox and asked to be forgiven. The fox got the biggest piece of cake. That night Chloe slept very well.

Where Is the Picture?
Once upon a time, there was a cheerful bear named Daisy, who lived on the mountain. Most of all, Daisy liked to eat berries. She had a little picture, and she took it everywhere.
One soft grey morning, Daisy looked for the picture and could not find it. "Oh no!" shouted Daisy. She turned everything upside down, but the picture was not there. Daisy asked everybody. "Have you seen my picture?" she asked the postman. The postman only smiled. Then she asked Peter the penguin. Peter looked at her and began to laugh. Peter said, "Put your hand on your back!" Daisy did, and there it was. The picture had been with her the whole time, on a string around her neck. First Daisy grew red. Then Daisy laughed too, louder than Peter. Daisy and Peter often talked about that day, and they always had to laugh.

The Old Scarf
Once there lived a forgetful dog called Penny in the cottage. She could never remember where things were. Penny had got a scarf long ago. By now it was torn on one side.
One windy day, Penny said, "I do not need you any more," and left the scarf at the side of the road. One day went by, and then another, and nobody looked at the scarf. Then Iris the mole came by. Iris was poor and had never had a scarf. Iris said, "What a beautiful scarf!" Iris cleaned it and mended it as well as she could.
One day Penny saw Iris with the scarf. "That was mine once," said Penny. "I mended it," said Iris, and held on to it. Penny looked at the small, careful repairs. "No. It is in good hands," said Penny. "But will you show me how to mend things?" asked Penny. Iris nodded. From then on they mended old things together and gave them to those who had none. So Penny learned that what one takes care of becomes beautiful.

Zeb and the Wolf
Once upon a time, there was a curious mouse named Zeb, who lived in the cottage. He always wanted to know why.
One frosty morning, Zeb was in the swamp, when a wolf jumped out. "I have not eaten for three days," growled the wolf. "You come just in time." His heart stood still. But his head did not. "Let me sing my last song," said Zeb. "Sing, then," said the wolf. Zeb sang a slow, soft song, about warm sand and long sleep. The wolf yawned. Its eyes closed. When it began to snore, Zeb was far away.
At home Zeb told everyone, and they laughed until they cried. So Zeb learned that fear is no reason to stop thinking. From that day on, everybody far and near knew the name of Zeb.

The First Day of School
Once upon a time, a little dragon named Will lived in the old tower. For breakfast he ate bread, and for supper he ate bread again.
Tomorrow was the first day of school. Will could not think of anything else. "What if nobody talks to me?" asked Will. "You will see," said his mother and kissed him. His belly felt as if it were full of butterflies.
In the class there was an empty seat next to Milo the badger. Milo pushed over half of a cookie. "I am afraid too," whispered Milo. Suddenly Will noticed that he was having fun.
In the evening his mother asked, "How was it?" Will said, "I want to go again tomorrow!" And Will understood that new things are less frightening when two do them. Will went to bed tired and happy.

Just Like Penny
Long ago, a shy otter named Penny lived by the river. Most of all, Penny liked to sing. But Penny had a very loud voice, and the others laughed at her. "Not so loud!" they cried, and the loudest of them was Theo the cat. Penny wished to be like everyone else. But one day fog came over the lake, and the boats could not find the shore. Nobody knew what to do. Penny did not think about it for long. She stood on the highest rock and called, again and again, until the last boat was home. When it was over, nobody laughed. Theo came to Penny and looked at the ground. Theo said, "What would we have done without you?" Penny said, "It is just the way I am." Theo said, "And it is good that you are like this." So Penny learned that what is different can be a gift. When winter came, Penny and Theo sat by the fire and told the story again and again.

The Queen who Could Not Laugh
In an old lake there lived a small duck named Ivan. His voice was so quiet that few had heard it. For breakfast he ate weeds, and for supper he ate weeds again.
In that land there was a queen who could not laugh any more. "Whoever can help me shall have a silver flute," said the queen. Clowns came, and jugglers, and a bear on a bicycle. Nothing helped. "I will try it," said Ivan.
Ivan stepped forward, tripped over the carpet, fell into a bowl of pudding and looked up with a cherry on his nose. The queen began to giggle. Then she laughed so loudly that the windows shook. The whole castle cheered. "How did you do that?" asked the queen. "I do not know," said Ivan. "I was only myself." Ivan did not want the silver flute. "I would rather have a friend," he said. And so they became friends. Ivan had learned that not everything can be bought with gold. From that day on, everybody in the whole valley knew the name of Ivan.

Who Took the Bells?
Basil the squirrel lived in the wood. "No" was his favourite word. One soft grey morning, strange things began to happen in the wood. The bells were gone. The next morning more bells were missing, and nobody knew who had taken them. "It was the fox!" said some. The fox said, "No, it was not me!" But nobody believed that. "Let me look first," said Basil.
Basil looked at everything. On the ground there was a tiny hole. That night Basil did not go to bed. He hid behind a bush and waited. The clock struck ten, and eleven, and twelve. Then something moved. It was a mouse with seven children! Basil followed without a sound and saw everything. Now Basil understood: she needed them for the little beds of her children.
In the morning Basil told the others. Nobody was angry any more, and they made seven little beds for her. And all of them said sorry to the fox. So Basil learned that one should know before one speaks. Basil never forgot that day.

From a Red Thread to a Bag of Flour
Tilly the girl lived in the cottage. She never walked past anyone who was sad.
Tilly had nothing in her pocket but a red thread. With it, one hot afternoon, she went to the windmill. On the way Tilly met a soldier. "That red thread is just what I need," said the soldier. "I will give you a barrel for it." So Tilly got a barrel. Then Tilly met a singer. "That barrel is just what I need," said the singer. "I will give you a hen for it." So Tilly got a hen. After that Tilly came to a shepherd, who needed a hen. "Here, take a bag of flour for it," said the shepherd. Tilly thought about it and agreed.
At last Tilly came to the windmill with a bag of flour. There she saw a sailor. Tilly did not think about it for long and gave away the bag of flour. What she got for it was a place on his ship. Tilly was quite happy with that. And see: Tilly saw the whole wide world and came home with a hundred stories.

Rosa Gets Lost
There once was a brave squirrel named Rosa. She had a bushy tail and lived in the wood. She liked to go where nobody had been.
One foggy morning, Rosa went to the forest with her grandfather. "I will be right back," said Rosa. Rosa followed a blue butterfly, first to the left, then to the right. When she looked up, her grandfather was gone, and nothing looked as before. The trees were tall and dark, and the leaves whispered. "Hello? Is anybody there?" cried Rosa. Only the wind answered. Rosa bit her lip and did not cry. "Why are you sad?" asked a voice. It was Ralph, a little boy. Rosa said, "I cannot find my grandfather." "Where did you see your grandfather last?" asked Ralph. "My grandfather has a basket and sings all the time," said Rosa. "Then I have seen your grandfather. Come with me," said Ralph. Then there was a thick door with no handle, only a small hole at the bottom. Rosa shook it and called, but nobody came. Rosa took a long stick, put it through and fished for the key. At the third try she had it. And there, at the end of the path, stood her grandfather.
Her grandfather laughed and cried and would not let her go. Rosa said, "I was so afraid." And when Rosa fell asleep that night, she was smiling.

Just Like Ned
There once was a cheerful bird named Ned. He had small wings and lived in the garden. He sang from morning to night. There was one thing about Ned that was different: he had the habit of walking backwards. "You will bump into a tree!" said Kate the spider, whenever Ned came by. Ned wished to be like everyone else.
Then a day came when a wolf crept up behind all of them. All of them were frightened. It was Ned who was the only one to see it and shouted in time.
Afterwards Kate went up to Ned, very slowly. "I am sorry that I laughed," said Kate. Ned said, "It is just the way I am." "And it is good that you are like this," said Kate. And the two of them laughed and talked until the moon was high.

Spot
In an old forest there lived a little crow named Nina. She knew more games than anyone.
One spring morning, Nina found a wet little seal at the lake. It was all alone and cried softly. Nina waited, but no mother came. So she took it home and gave it milk. "I will call you Spot," said Nina. Nina taught Spot everything she knew.
Spot grew. The house became too small. And more and more often Spot stood at the window and looked out. Nina knew what that meant, and it made her sad. "You want to swim, out there with the others," whispered Nina. So they went to the lake together, one last time. Spot looked at Nina once more, and then Spot swam away, far and farther. The house was very still that evening. Sometimes, when Nina goes to the lake, there is a call that she knows. Then Nina calls back. Since then Nina knows that to love someone can mean to let them go.

The Birthday Cake
Far away, behind the dark forest, lived a small mole. Her name was Emma. She woke up with a smile every day. One day, when the leaves were turning red, there was a knock at the door. It was Yara, a fox. Yara said, "Can you bring this birthday cake to Otto? Otto lives near the mountain. It must be there before supper." "I am on my way," said Emma. Emma took the birthday cake and went off. The leaves were red and gold. On the way, some children were playing ball. "Come and play with us!" It looked like fun. But Emma thought of her promise. "Later," she said, and went on.
Then black clouds came up, and a storm broke loose. The rain fell like stones. Emma ran on, but the wind pushed her back. Emma found a hollow tree and sat in it, dry and warm, until the storm was over.
At last Emma came to the mountain. There was the house of Otto the cat. Emma knocked, and there was still time. Otto the cat opened the door and saw the birthday cake. Otto had waited for it all day. Otto said, "I was afraid that it would not come." Emma got a shiny coin, and Otto told her a story. Emma had learned that someone is waiting at the end of every road. And that is the end of the story of Emma the mole.

The Broken Flower Pot
Once there lived a clever cat called Fern in the town. She could solve every riddle. For breakfast she ate milk, and for supper she ate milk again. In the same house lived Eli, a young boy, who looked after Fern. On a bright spring day, Fern was alone at home. Fern was running through the kitchen. Then there was a crash. The flower pot of Eli was broken. Her heart beat fast. Quickly Fern hid the pieces behind the shed.
Soon Eli came home. "Where is my flower pot?" asked Eli. "It was the rain," said Fern. Eli said nothing and went to find the rain. At supper Fern could not eat. In bed she could not sleep. The lie was like a stone in her belly.
In the middle of the night Fern got up and knocked at the door of Eli. "It was not the rain. I broke your flower pot. I was running through the kitchen," said Fern. "I am so sorry," said Fern. Eli was quiet for a moment. Then Eli took Fern by the hand. Eli said, "I am sad about it. But I am glad that you told me." The next day they glued the pieces together. That night Fern slept like a log. So Fern learned that the truth is easier to carry than a lie.

Edith and the Rainbow
Many years ago, a young dragon named Edith lived in the old tower. When she had made up her mind, nothing could change it. She had shiny scales, and everyone knew her.
Edith had only one wish: she wanted to have the rainbow. Edith said, "If nobody brings it to me, I will fetch it." She climbed on a chair, then on the table, then on the roof. It was still too far away.
So she set out. After a day she met Flora, a little girl. "Where are you going?" asked Flora. "I want to have the rainbow," said Edith. Flora did not laugh. "I know somebody who can help you," said Flora. "I will take you there." Suddenly there was thunder. The wind grew so strong that the trees bent. "Quick, take these branches," said Flora. Flora could build, and soon the two sat dry under a little roof.
At the end of the world, or very near to it, there lived an old, old heron. Edith asked for the rainbow. The answer was: "Nobody can hold it. But there is a waterfall." Edith did not understand. But then she saw it: in the spray of the waterfall there stood a rainbow, just as big as Edith. "It is beautiful," whispered Edith. "And now you both have it," said the old voice.
When they came home, Edith looked up and waved. So Edith learned that beautiful things belong to everyone who looks at them. From that day on, Edith and Flora were never apart for long.

The New Neighbour
There was once a little pig called Dora. Her home was in the barn. She ate her supper alone every evening. When she wanted to dance in the rain, there was nobody to do it with. On a grey autumn afternoon, a cart stopped in front of the house next door. A young frog climbed down. His name was Max. "Be careful," said the crow on the fence. "I have heard bad things about the new neighbour." Dora closed all the windows. For a week they did not speak.
One morning there was a basket in front of the door, with fresh bread in it, and a note. Max had put it there. Max said, "I do not know anybody here." "And I was afraid of you," said Dora. "Do you like to dance in the rain?" asked Dora. Max said, "More than anything!" From then on they met every evening to dance in the rain. Dora had learned that one does not know somebody until one has talked to them. Dora and Max often talked about that day, and they always had to laugh.

A Day in Other Shoes
Far away, behind the seven hills, lived a young duck. Her name was Stella. "I will do it tomorrow" was what she said most. She lived together with Gwen, a kangaroo. It was the work of Stella to teach the children, and it was the work of Gwen to chop the wood. One day, when the leaves were turning red, Stella came home tired. "I wish I only had to chop the wood, like you," said Stella. Gwen said, "Easy? You have it easy!" "Let us change places for a day, and we will see," said Stella.
The next morning Stella went to chop the wood. She hit everything but the wood. At the same time Gwen tried to teach the children. Gwen could not make them sit still. "How does one do that every day?" thought Stella, and Gwen thought the same. In the evening they sat at the table and looked at each other. Then both began to laugh. "I did not know how hard it is, chopping wood until the arms hurt," said Stella. "And I did not know how hard it is, answering a hundred questions," said Gwen. The next day each of them was glad to do the old work again. And sometimes they helped each other. Since then Stella knows that the work of others always looks easy. "You are my best friend," said Stella. "And you are mine," said Gwen.

A Plum Cake
Once there lived an impatient crab called Dora on the hill. She hated to wait.
One day, when the leaves were turning red, Dora wanted to make a plum cake for her cousins. Everything was ready: the bowl, the spoon, the fire. Only the flour was not there. "What now?" thought Dora. She put a pot of water on the fire, out in the street, and stirred it. Edith the tiger came by. "What are you cooking?" asked Edith. "A plum cake," said Dora, "only the flour is missing." "I have flour," said Edith and brought it. Then others came, and each of them brought something: one a carrot, one an apple, one a whole cheese. In the end there was so much that three tables were needed. When everybody sat at the table, it was quiet, because everybody was eating. Dora and Edith often talked about that day, and they always had to laugh.

A Long Winter
In the old mill lived a kind mouse. Everybody called him Ben. He had a kind word for everyone.
All summer long Ben gathered roots. Penny, a squirrel, only played the flute. Penny called, "Why do you work so much? Come and play!" Ben said, "Winter is long." Penny only laughed.
The leaves fell, and then the snow. Penny looked for food and found nothing. Penny was cold and hungry. At last Penny went to Ben and knocked. "Please give me something to eat. I was foolish," whispered Penny. "You can stay. But next summer you will help me," said Ben. "I promise," said Penny. And Penny kept that promise. In the next year the cellar was twice as full, and there was time for singing too. Since then Ben knows that one should think of tomorrow, and of others.

The New Neighbour
There once was a gnome who found a friend. Her name was Emma and she lived in the village. She thought that nobody was as clever as she was. When she wanted to sing, there was nobody to do it with.
One windy day, somebody moved into the empty house next door. It was Arlo, a young bird. All day long there was hammering and banging. Emma held her ears. "What a noisy neighbour!" she said. Days went by, and nobody said a word.
Then the rain came through the roof of Emma. There was a knock at the door. It was Arlo, with a hammer and some boards. "I saw your roof," said Arlo. "May I help?" "I have wanted to say hello for days, but I did not dare," said Arlo. "I thought that you did not like me," said Emma. "Do you like to sing?" asked Emma. "More than anything!" cried Arlo. From then on they met every evening to sing. So Emma learned that one should say hello first and think later. Emma and Arlo often talked about that day, and they always had to laugh.

The Broken Honey Pot
This is the story of Mabel, a little crow who lived in the forest. Her voice was so quiet that few had heard it. She had a sharp beak, and everyone knew her. Mabel and Finn, a bear, lived in the same house.
One warm evening, Finn went to the market. "Please be good," said Finn. Mabel was running through the kitchen, and crash! The honey pot lay on the floor in a hundred pieces. It belonged to Finn. Her heart beat fast. Quickly Mabel hid the pieces under the carpet.
Soon Finn came home. "Where is my honey pot?" asked Finn. "I do not know," whispered Mabel. Finn looked for it everywhere. Mabel tried to play, but she thought of the honey pot the whole time.
In the middle of the night Mabel got up and knocked at the door of Finn. "I know where your honey pot is. I broke it. I was running through the kitchen," said Mabel. "I am so sorry," said Mabel. Finn was quiet for a moment. Then Finn took Mabel by the hand. "That took courage. I am proud of you," said Finn. Together they swept up the pieces, and Mabel gave Finn a picture that she had painted. That night Mabel slept like a log.

Dot
Once there was a unicorn who found a big green egg. She was called Nell. She could laugh even when it rained.
One winter morning, Nell found a big green egg on the mountain. Nell looked around. Nobody was there to keep it warm. So she took it home and put it beside the stove. One night Nell heard a soft tap, tap, tap. The egg opened, and a small dragon looked at her. Nell called it Dot. Nell fed Dot five times a day and hardly slept.
Weeks went by. Dot grew strong, and in the evening Dot looked out into the world and was quiet. Nell understood. Her throat was tight. "It is time for you to go," whispered Nell. So they went to the mountain together, one last time. Dot looked at Nell once more, and then Dot flew away, far and farther. The house was very still that evening.
And every year, on the same day, Dot comes back, and Nell puts the milk on the table. Nell had learned that to love someone can mean to let them go.

A Gift for Molly
In a green forest there lived a small squirrel named Luna. She had a bushy tail, and everyone knew her. Her best friend was a cat named Molly. The two did everything together.
One warm evening, Luna remembered that it was nearly the birthday of Molly. "Molly wishes for a little puppet," thought Luna. In the shop there was a little puppet, but it cost ten coins, and Luna had only two. A warm wind moved the grass.
Luna had only one thing that was worth something: her violin. She thought about it all night. In the morning Luna took the violin to the shop and gave it away for the little puppet. Molly was so happy! But then Molly asked, "Where is your violin?" Luna looked at the ground and told her. Molly said nothing and ran off. In the evening Molly came back with the violin. "I told the man in the shop what you did," said Molly, "and he gave it back to me." It was the best birthday of all. Luna and Molly often talked about that day, and they always had to laugh.

A Day in Other Shoes
In a green den there lived a young fox named Yara. She lived together with Tim, a penguin. It was the work of Yara to wash the clothes, and it was the work of Tim to chop the wood.
One sunny day, Yara came home tired. "You have it easy. You only have to chop the wood," said Yara. "Easy? You have it easy!" said Tim. "Let us change places for a day, and we will see," said Yara. The next morning Yara went to chop the wood. She hit everything but the wood. At the same time Tim tried to wash the clothes. Tim turned all the white shirts pink. It was a long day for both of them. In the evening they sat at the table and looked at each other. Then both began to laugh. "I did not know how hard it is, chopping wood until the arms hurt," said Yara. "And I did not know how hard it is, carrying the heavy wet clothes," said Tim. The next day each of them was glad to do the old work again. And sometimes they helped each other. "You are my best friend," said Yara. "And you are mine," said Tim.

The Noise in the Night
Dan was a careful mouse who lived in the cottage. He always closed the door and counted his things. One night Dan woke up. There was a knocking in the cupboard. Dan told everybody about it the next day, but no one believed him. The next night it came again, and it was louder.
Dan put flour on the floor. In the morning there were tiny footprints in it. There, with big eyes, sat a little squirrel. It was not a monster at all. "Who are you?" asked Dan. "I am Penny," said the squirrel. Penny had been shut in by mistake. "And I was so afraid of you!" said Dan. Dan warmed some milk, and they drank it together. And the two of them laughed and talked until the moon was high.

A Long Winter
There once was a squirrel who worked all summer. His name was Lucas and he lived in the forest. He looked twice before every step. He had a bushy tail, and everyone knew him.
All summer long Lucas gathered dry apples. Sofia, a mouse, only danced. "There is enough to eat everywhere!" called Sofia. "Winter is long," said Lucas. Sofia only laughed.
The leaves fell, and then the snow. Sofia looked for food and found nothing. Sofia was cold and hungry. At last Sofia went to Lucas and knocked. "Please give me something to eat. I was foolish," whispered Sofia. Lucas looked at Sofia, and then at the full cellar. He opened the door wide. Lucas said, "Come in. There is enough for two." All winter they sat by the fire. And when spring came, Sofia was the first to work.

A Great Storm
There was once a little mole called Dan. His home was in the garden. He looked twice before every step.
One autumn morning, Dan looked around and stopped. The swallows were flying low, and the air was yellow. Dan said, "We must get ready. A great storm is coming." But the others only laughed. "You and your ideas!" they said. Only Edith, an elephant, did not laugh. "How do you know?" said Edith. Dan showed Edith everything. Edith grew pale. "You are right," said Edith.
Dan and Edith went from door to door, and this time they did not go away until somebody listened. Then all of them worked together. They tied down the roofs and brought the animals in. In the night it came. The wind took three trees, but no roof.
The next day nobody laughed at Dan. Everyone wanted to shake his hand. Since then Dan knows that one should listen even to a small voice. And when the stars came out, Dan and Edith were still laughing.

The Queen who Could Not Eat
There once was a greedy girl named Olive. She had red boots and lived in the little house. She always took the biggest piece.
In that land there was a queen who could not eat any more. Whoever could help was to get a white horse. Cooks came from seven lands with golden plates. Nothing helped. Then Olive came to the castle. The guards laughed. "What do you want here?" But they let her in.
Olive took the queen out to the fields, and they worked all day long. In the evening Olive gave her a piece of dry bread. "I have never eaten anything so good!" cried the queen. The guards threw their hats into the air. "The white horse is yours," said the queen. "And come back tomorrow!" Olive went home with the white horse, and often she came to visit the queen. Olive went to bed late and happy.

A Foolish Wish
Once upon a time, a young owl named Maya lived in the hollow tree. She had nobody to play with. For breakfast she ate seeds, and for supper she ate seeds again.
One windy day, Maya heard a voice under a heavy stone. Maya lifted the stone away, and there was an old woman with a blue shawl. "You have been good to me," said the old woman. "Make a wish. But think well!" Maya did not think at all. She wished that nobody could ever say no to her. She said, "Give me that," and they gave it. But nobody laughed with her, and nobody looked her in the eyes. Now Maya wanted nothing so much as to hear what the others really thought. So she went back and called and called, until the old woman came. "I was foolish. Please, make everything as it was," said Maya. The old woman laughed. "Most people come back," came the answer, and everything was as before. Maya looked around. The little house, the old table, the neighbours who waved: how good it all was! And Maya understood that what one has is often enough. Maya never forgot that day.

Slow and Steady
In the forest lived a lazy gnome. Everybody called him Paul. He liked to lie in the sun while others worked. Most of all, Paul liked to play in the rain.
Every year there was the cooking contest, and this year the prize was a silver bell. Paul wanted to win it. So did Nancy, a crow. "Nobody can beat me!" said Nancy. Nancy slept late and ate a lot. Paul practised every morning before the sun came up.
When the day came, Nancy was so sure of winning that she sat down for a little rest in the middle of it and fell asleep. Paul went on, slowly and steadily, without looking left or right. When Nancy woke up, it was over. Paul held the silver bell in both hands. Nancy was quiet for a while. Then Nancy came over and said, "You were better. Will you practise with me?" So Paul learned that winning is not everything. That evening Paul and Nancy ate berry jam together, and it had never tasted so good.

The New Neighbour
Once there was a horse who found a friend. He was called Basil and he lived in the meadow. He had nobody to play with. He liked to sing, but it was not much fun alone. One warm evening, somebody moved into the empty house next door. It was Olive, a small rabbit. "Good morning!" called Basil. Olive did not answer and went inside. "How rude!" thought Basil. He could not know that Olive was only shy. For a week they did not speak. One morning there was a basket in front of the door, with a warm apple pie in it, and a note. Olive had put it there. "I have wanted to say hello for days, but I did not dare," said Olive. "And I was afraid of you," said Basil. "Do you like to sing?" asked Basil. "More than anything!" said Olive. That same evening they began to sing, and they did not stop until the moon was high. And Basil understood that one should say hello first and think later. And the two of them laughed and talked until the moon was high.

Bella and the Thankful Rabbit
Once upon a time, there was a playful giant named Bella, who lived in the cave. She made a game out of everything. She wanted to see the biggest tree in the world, and so, one warm evening, she set out to the harbour. A warm wind moved the grass.
Behind the first hill somebody was calling. It was Leo, a young rabbit, who had not eaten for two days. Bella shared everything she had with him. "Thank you! I will not forget that," said Leo. Bella smiled and went on.
On the path stood an angry goose. "Nobody comes past me!" it hissed. "Please," said Bella, but the goose only hissed. Then Bella remembered Leo and called as loudly as she could. Leo came at once. Leo jumped left and right until the goose was quite dizzy, and Bella walked past.
"Thank you, Leo!" said Bella. "You helped me, and now I have helped you," said Leo. And then it was not far any more. Soon Bella was at the harbour. Ships with white sails came and went, and it smelled of salt and fish. And there she did what she had come for: to see the biggest tree in the world. Since then Bella knows that kindness comes back. Bella and Leo went home together, and they were friends.

Ned and the Tiger
There once was a quiet turtle named Ned. He had a hard shell and lived by the lake. He liked to sit still and listen to the wind.
One day in the middle of winter, Ned was at the bridge, when a tiger jumped out. "I have not eaten for three days," growled the tiger. "You come just in time." Ned was frightened. But he did not show it. "First answer a riddle. If you can, you may eat me. If you cannot, you must let me go," said Ned. "Ask," said the tiger. "What has teeth but cannot bite?" asked Ned. The tiger thought and thought until smoke came out of its ears. At last it gave up. "It is a comb," said Ned, and walked away.
At home Ned told everyone, and they laughed until they cried. And Ned understood that fear is no reason to stop thinking. Ned never forgot that day.

The Noise in the Night
Once upon a time, there was a young pig named Jane. She lived in the barn. She did everything slowly and well. For breakfast she ate turnips, and for supper she ate turnips again.
One night Jane woke up. There was a strange singing in the chimney. Was it a ghost? Was it a monster? Jane pulled the blanket over her head.
Jane put flour on the floor. In the morning there were tiny footprints in it. And what did she find? Not a ghost, and not a monster. It was a young mouse! "Who are you?" asked Jane. "I am Tilly," said the mouse. Tilly had a nest there and sang for the little ones. Jane said, "And I was so afraid of you!" Jane gave Tilly a warm place by the stove. Since then Jane knows that most monsters are small when one brings a light. And the two of them laughed and talked until the moon was high.

A Flood
Once upon a time, there was a bear who warned the others. His name was Victor and he lived on the mountain. He did everything slowly and well. One sunny day, Victor saw something that the others did not see: the river was brown, and it was higher than the old stone. "There will be a flood!" said Victor. Nobody listened. "The sky is blue," they said and went on with their work. Only Max, an owl, did not laugh. "How do you know?" said Max. Victor showed Max everything. Max grew pale. "You are right," said Max.
Victor and Max went from door to door, and this time they did not go away until somebody listened. Then all of them worked together. They carried everything up the hill. In the night it came. The water came up to the windows, but the houses were empty.
The next day nobody laughed at Victor. Everyone wanted to shake his hand. So Victor learned that one should listen even to a small voice. And the two of them laughed and talked until the moon was high.

A Knock at the Door
Once there lived a kind badger called Nora in the burrow. She had a kind word for everyone. Nora was poor. On the hill, in a fine big house, lived Rolf the turtle, who was rich.
One cold night a woman with a grey shawl came down the road and knocked at the big house of Rolf. "Please, let me come in." Rolf said, "There is no place for you here." So the woman went on and knocked at the little house of Nora. Nora said, "Sit down by the fire." Nora gave her half of the soup and the only bed, and slept on the floor.
In the morning the woman put three seeds on the table. "Take it," she said. "Plant them in front of the door." Then she was gone. Nora did so, and see: three apple trees grew from them, and they had apples in summer and in winter. When Rolf heard of it, he ran after the woman. "Come to my house! I have ten beds!" But the woman only smiled. "Last night I needed one," she said, and went on. And Nora understood that one is rich if one can share. Nora never forgot that day.

Karl and the Snake
Once upon a time, there was a quiet frog named Karl, who lived by the river.
One sunny day, on the way to the forest, Karl met a hungry snake. "Now I will eat you!" said the snake, and opened its big mouth. His heart stood still. But his head did not. "Another snake lives here, and it says that you are weak," said Karl. "Where?" roared the snake. Karl led it to the well. The snake looked down and saw a snake with big teeth. It jumped in to fight, and there was a great splash.
Karl ran home and locked the door. Then he had to laugh. From that day on, everybody in the whole valley knew the name of Karl.

Just Like Tony
Once upon a time, there was a cheerful mouse named Tony, who lived in the barn. But Tony had a very long nose, and the others laughed at him. "What a nose!" they cried, and the loudest of them was Tom the boy. Tony pretended not to hear it. But at night he cried.
Then a day came when there was a smell of smoke in the air, and everyone was asleep. Nobody knew what to do. It was Tony who smelled it first, woke everyone, and the fire was put out in time.
When it was over, nobody laughed. Tom came to Tony and looked at the ground. "I am sorry that I laughed," said Tom. "It is just the way I am," said Tony. "I wish I could do that too," said Tom. Tony had learned that one should not laugh at others. That evening Tony and Tom ate plum cake together, and it had never tasted so good.

The Strange Machine
Flora the fox lived in the den. She forgot nearly everything. In her shed there were wheels, ropes, springs and a hundred screws.
One warm evening, Flora had an idea. "I will build a lamp that never goes out!" she said. Tom the dragon said, "Are you sure?" Tom was a dragon and lived next door. Flora worked for three days and three nights. Then she pulled the lever, and it was so bright that nobody could sleep. Flora pulled the lever again, quickly, and then it was quiet. "All that work for nothing!" said Flora.
The next day Tom came back. Tom had thought about it all night. Tom said, "Maybe it is good for something else. What about showing the ships the way at night?" They tried it that same afternoon, and it worked better than anyone had thought. The people came from far away to see it. And when the stars came out, Flora and Tom were still laughing.

The Strange Machine
There was once a little boy called Ben. His home was in the little house. Five minutes were far too long for him. For breakfast he ate pancakes, and for supper he ate pancakes again. Ben liked to build things.
One day, when the leaves were turning red, Ben had an idea. "I will build a lamp that never goes out!" he said. "Nobody has ever done that," said Paul the frog. Paul was a frog and lived next door. Ben worked for three days and three nights. Then he pulled the lever, and it was so bright that nobody could sleep. Ben pulled the lever again, quickly, and then it was quiet. "It was a bad idea," said Ben.
The next day Paul came back. Paul had thought about it all night. "It is not good for that. But what about showing the ships the way at night?" said Paul. Ben looked at Paul. Then Ben laughed. They carried it out and tried it. It worked! Soon everybody wanted one. So Ben learned that one has to look at a thing from two sides. And the two of them laughed and talked until the moon was high.

Never Give Up
Once upon a time, there was a curious hedgehog named Olive, who lived in the garden. Most of all, Olive liked to play in the rain. More than anything Olive wanted to bake bread.
One day in the middle of winter, she tried it for the first time. The bread was as hard as a stone. She tried once more, and once more she failed. Olive sat down on a stone and sighed. "I give up," cried Olive.
Then a young squirrel sat down beside her. His name was Oscar. "Nobody can do it on the first day," said Oscar. Oscar said, "I will tell you a secret: give it time, for bread must rest." Olive tried it that way. It was not good yet, but it was better. A week went by, and then another. Olive never missed a day.
And one day Olive baked for the whole village when the baker was ill. "Who taught you that?" asked the others. Olive pointed to Oscar. That night Olive slept very well.

The Strange Machine
Long ago, there lived a boy who built a flying chair. His name was Simon and he lived in the cottage. When something was broken, he found a way to mend it. In his shed there were wheels, ropes, springs and a hundred screws.
One windy day, Simon had an idea. "I will build a flying chair!" he said. "Are you sure?" said Leo the prince. Leo was a prince and lived next door. Simon worked for three days and three nights. Then he pulled the lever, and it hopped twice and fell over. Everyone laughed, and Leo laughed too. Simon said, "All that work for nothing!"
The next day Leo came back. Leo had thought about it all night. "Maybe it is good for something else. What about jumping over the river like a frog?" said Leo. Simon looked at Leo. Then Simon laughed. They carried it out and tried it. It worked! And everyone who had laughed came to say thank you. Simon had learned that something that fails may be good for something else. From that day on, Simon and Leo did everything together.

The Other Side of the River
Once upon a time, there was a stubborn dog named Felix, who lived in the town. On the other side of the river there was another village. But the people here and the people there had not spoken for a hundred years. They had quarrelled about whose bell was louder.
"Why do we not speak with them?" asked Felix. "Because we never do," said the others. "I want to know them," said Felix. And so Felix rowed across with a cake. And then something happened: Nora the girl stood there with a cake too, and was just going to row over. "They told us that you were wild," said Nora. "And here we are," said Felix.
Soon the children came and went, and then the others too. They found out that their cheese, their bells and their songs were nearly the same. Nobody could remember what the quarrel had been about. Since then Felix knows that a bridge is better than a wall. When winter came, Felix and Nora sat by the fire and told the story again and again.

Just Like Rosa
Once upon a time, there was a cheerful fox named Rosa, who lived in the den. She could laugh even when it rained. For breakfast she ate eggs, and for supper she ate eggs again. But Rosa had spots all over, and the others laughed at her. "Somebody has spilled paint on you!" said Basil the beaver, whenever Rosa came by. Rosa pretended not to hear it. But at night she cried.
But one day hunters came through the wood. Nobody knew what to do. It was Rosa who lay down in the leaves, showed the others how to hide, and nobody was found.
Afterwards Basil went up to Rosa, very slowly. "What would we have done without you?" said Basil. "It is just the way I am," said Rosa. "I wish I could do that too," said Basil. Since then Rosa knows that what is different can be a gift. That evening Rosa and Basil ate pancakes together, and it had never tasted so good.

The Other Side of the River
In a green burrow there lived a little badger named Molly. She woke up with a smile every day. On the other side of the river there was another village. But the people here and the people there had not spoken for a hundred years. They had quarrelled about which side had the better cheese.
"Who lives over there?" asked Molly. Nobody could tell her. "That is a silly reason," said Molly. And so Molly built a bridge, one plank every day. On the path stood an angry goose. "Nobody comes past me!" it hissed. Molly asked why it was so angry. "Someone stepped on my foot," said the goose. Molly said that she was sorry, and the goose let her pass. And then something happened: somebody on the other side had begun to build too. It was Pip the giant. "I have waited for somebody like you," said Pip. "And here we are," said Molly.
Soon the children came and went, and then the others too. They found out that their cheese, their bells and their songs were nearly the same. And the old quarrel was forgotten. When winter came, Molly and Pip sat by the fire and told the story again and again.

Some Mountain Moss
Long ago, there lived a mouse who found medicine for a friend. She was called Fern. When she had made up her mind, nothing could change it. Next door lived Emma, a little hedgehog. Fern and Emma were friends.
On a grey autumn afternoon, Emma was ill. She lay in bed and could not eat. The leaves were red and gold. The doctor, an old owl, shook her head. "Only some mountain moss can help," she said. "It is found on the mountain, and nobody dares to go there." Fern said, "I will go."
Fern took a lantern and some bread and set out. On the way she met Clara, a little owl. "Where are you going in such a hurry?" asked Clara. "I must bring some mountain moss to Emma, or Emma will not get well," said Fern. "Two are better than one. Let us go," said Clara. Soon the ground fell away. In front of Fern was a deep, dark valley, and the far side was a long way off. Fern threw a stone down and listened. It took a long time until it hit the ground. "I have wings," said Clara. Clara flew across with one end of a rope and tied it to a rock, and Fern climbed along it to the other side.
So they came to the mountain. The air was thin and cold up there, and one could see the whole valley. Fern looked and looked. Then Clara pointed. There, in the last light, was some mountain moss. Fern thanked Clara and ran home through the night.
Emma took it with a little warm milk and fell asleep. In the morning Emma opened her eyes and said, "I am hungry!" Fern laughed, and then she slept for two days. So Fern learned that one can be brave for a friend even when one is afraid. Fern looked at Emma and smiled. It had been a good day.

A Foolish Wish
Far away, behind the blue hills, lived a small cat. Her name was Heidi.
One warm evening, Heidi heard a voice under a heavy stone. Heidi lifted the stone away, and there was a golden fish. "You have been good to me," said the golden fish. "Make a wish. But think well!" Heidi did not think at all. She wished to be as big as a house.
But then no door was wide enough, no bed was long enough, and her friends ran away from her. Now Heidi wanted nothing so much as to be small again. So she went back and called and called, until the golden fish came. "Please take it back! Please, make everything as it was," said Heidi. The golden fish laughed. "Most people come back," came the answer, and everything was as before.
Heidi looked around. The little house, the old table, the neighbours who waved: how good it all was! So Heidi learned that one should think before one wishes. From that day on, everybody for miles around knew the name of Heidi.

Dot
Once upon a time, there was a little raven named Flora. She lived in the village. She had nobody to play with. For breakfast she ate bread, and for supper she ate bread again.
One foggy morning, she walked to the forest, and there she saw a big green egg. Flora looked around. Nobody was there to keep it warm. So she took it home and put it beside the stove. On the third day there was a crack, and out came a small dragon! "I will call you Dot," said Flora. Dot followed Flora everywhere and slept at her feet.
Dot grew. The house became too small. And more and more often Dot stood at the window and looked out. Flora knew what that meant, and it made her sad. Flora said, "You are not made for a house." So they went to the forest together, one last time. Dot looked at Flora once more, and then Dot flew away, far and farther. Flora stood there and waved for a long time.
But in the next spring there was a sound at the door. It was Dot, and Dot was not alone!

The Broken Old Clock
Long ago, a kind girl named Ruby lived in the village. Ruby and Bella, a mouse, lived in the same house.
One foggy morning, Bella went to the market. "Please be good," said Bella. Ruby was dancing with a broom, and crash! The old clock lay on the floor in a hundred pieces. It belonged to Bella. Her heart beat fast. Quickly Ruby hid the pieces under the bed.
Soon Bella came home. "Where is my old clock?" asked Bella. "I think it was the cat," said Ruby. Bella said nothing and looked out of the window. Ruby tried to play, but she thought of the old clock the whole time.
At last Ruby went to Bella. "It was not the cat. I broke your old clock. I was dancing with a broom," said Ruby. Ruby said, "I am so sorry." Bella was quiet for a moment. Then Bella took Ruby by the hand. Bella said, "A old clock can be mended. Thank you for telling me the truth." Together they swept up the pieces, and Ruby gave Bella a picture that she had painted. How light Ruby felt! And Ruby understood that the truth is easier to carry than a lie.

The King who Could Not Speak
Once upon a time, there was a girl who helped a king. She was called Kate and she lived in the town. She hated to wait.
In that land there was a king who could not speak any more. Whoever could help was to get a bag of gold. Wise men came and made long speeches. Nothing helped. "I will try it," said Kate. Kate did not say a word. She sat down on the steps and looked at the evening sky. After a long time the king sat down too. "Nobody has ever just sat with me," he said. The whole castle cheered. "How did you do that?" asked the king. "I do not know," said Kate. "I was only myself." Kate did not want the bag of gold. "I would rather have a friend," she said. And so they became friends. So Kate learned that sometimes the simple way is the best. And that is the end of the story of Kate the girl.

The Old Map
There once was a forgetful prince named Karl. He had a gold crown and lived in the castle. He forgot nearly everything. For breakfast he ate cake, and for supper he ate cake again. Next door lived Will, a young dog. Karl and Will were friends. The two did everything together. One sunny day, Karl and Will found an old map between the pages of an old book. In the middle there was a red cross. "A treasure!" said Will. "We must find it before anyone else does!" said Karl.
So they went to the old mill. The big wheel turned slowly, and white dust lay on everything. Then Karl came to a deep hole in the ground, too wide for a jump. Karl found a fallen tree, long and straight. He pushed it until it lay across like a bridge. They counted twenty steps from the old stone and began to dig. They dug until their hands hurt. Then there was a sound: tock! It was a wooden chest. They opened the lid. It was full of seeds, and nothing else. "Only seeds," said Will, and was a little sad. But Karl took them home and planted them. In the next year the whole valley was full of flowers, and everyone came to see it. Since then Karl knows that the best treasure is one that can be shared. That evening Karl and Will ate pancakes together, and it had never tasted so good.

A Knock at the Door
There once was a bird who let a stranger in. She was called Lena and she lived in the garden. Lena was poor. On the hill, in a fine big house, lived Mia the girl, who was rich.
One cold night an old man with a stick came down the road and knocked at the big house of Mia. "Please, let me come in." "There is no place for you here," said Mia. So the old man went on and knocked at the little house of Lena. "I do not have much, but we can share it," said Lena. Lena gave him half of the soup and the only bed, and slept on the floor.
In the morning the old man put a grey stone on the table. "Take it," he said. "Put it into your pocket and wait." Then he was gone. Lena did so, and see: in the dark it shone like a lamp, and Lena never lost the way again. When Mia heard of it, she ran after the old man. "Come to my house! I have ten beds!" But the old man only smiled. "Last night I needed one," he said, and went on. That night Lena slept very well.

The Other Side of the River
Long ago, there lived a girl who ended an old quarrel. Her name was Nell and she lived in the village. She woke up with a smile every day. On the other side of the river there was another village. But the people here and the people there had not spoken for a hundred years. They had quarrelled about who had begun the quarrel.
"Who lives over there?" asked Nell. Nobody could tell her. Nell said, "That is a silly reason." And so Nell built a bridge, one plank every day. Then a big goose with angry eyes stood in the way and beat its wings. Nell tried to run past, but the goose was quicker. Nell remembered the bread in her pocket and threw some crumbs. The goose forgot to be angry and ate, and Nell walked past. And then something happened: somebody on the other side had begun to build too. It was Toby the beaver. "They told us that you were wild," said Toby. Nell said, "And here we are."
In the end there was a great feast in the middle of the river, on ten boats tied together. And the old quarrel was forgotten. Nell had learned that somebody has to take the first step. From that day on, Nell and Toby did everything together.

The Other Side of the River
Far away, behind the seven hills, lived a little shepherd. His name was Sam. On the other side of the river there was another village. But the people here and the people there had not spoken for a hundred years. They had quarrelled about an old cow that had run away.
"Why do we not speak with them?" asked Sam. "Because we never do," said the others. "I want to know them," said Sam. And so Sam put a letter into a bottle and threw it across. Nobody helped him, but nobody stopped him either. Soon Sam came to a wide river, and there was no bridge. Sam put one foot into the water and pulled it back at once. It was far too cold. Sam threw big stones into the water, one after another, until he could step from stone to stone. And then something happened: Christina the princess found it, and the next day a bottle came back. "We always thought that you did not like us," said Christina. "They told us the same about you!" said Sam.
Soon the children came and went, and then the others too. They found out that their cheese, their bells and their songs were nearly the same. And the old quarrel was forgotten. So Sam learned that a bridge is better than a wall. From that day on, Sam and Christina did everything together.

The Bottle of Medicine
Once there lived a curious dragon called Pip in the cave.
One snowy afternoon, there was a knock at the door. It was Elias, a wizard. Elias said, "Please take this bottle of medicine to Jane. Jane lives near the lake. It must be there before noon." Pip said, "I am on my way." Pip took the bottle of medicine and went off. On the way, there was a puppet show. "Sit down, it is just starting!" Pip stood still for a moment. Then he shook his head. "I have promised something," he said.
Soon Pip came to an iron gate. It was locked. Pip shook it and called, but nobody came. Pip took a long stick, put it through and fished for the key. At the third try he had it.
Then he saw the house of Jane the bear, near the lake. Pip knocked, and there was still time. Jane the bear opened the door and saw the bottle of medicine. Jane laughed for joy. "Nobody has brought me anything for years," said Jane. Pip got a big piece of cake, and Jane told him a story. So Pip learned that it is good to keep a promise. Pip went to bed late and happy.

A Red Root
Long ago, a forgetful dragon named Zelda lived in the old tower. She forgot nearly everything. For breakfast she ate pepper, and for supper she ate pepper again. Agnes, a small rabbit, was her best friend.
But one summer morning, Agnes did not come out to play. She was ill, and her head was hot. The doctor, an old owl, shook her head. "Only a red root can help," she said. "It is found in the forest, and nobody dares to go there." Zelda said, "I dare."
Zelda went at once. She walked all day. On the way she met Nina, a young hedgehog. "Where are you going in such a hurry?" asked Nina. "My friend Agnes is ill. I must find a red root," said Zelda. Nina said, "Then I will come with you." Soon Zelda came to an iron gate. It was locked. Zelda knocked and waited, and knocked again. Nobody opened. "I am small enough," said Nina. Nina crept under it and opened it from the other side.
So they came to the forest. The trees were tall and dark, and a bird called somewhere. Zelda looked and looked. Then Nina pointed. There, in the last light, was a red root. Zelda thanked Nina and ran home through the night. Agnes took it with a little warm milk and fell asleep. In the morning Agnes opened her eyes and said, "I am hungry!" Zelda laughed, and then she slept for two days. Zelda looked at Agnes and smiled. It had been a good day.

Oscar and the Good Mole
Once there lived a shy boy called Oscar in the cottage. He was too shy to talk to strangers. Most of all, Oscar liked to play in the rain.
One day, when the leaves were turning red, Oscar set out to the hill, because he wanted to fetch medicine for his sick brother. It smelled of apples and smoke. He took some cheese with him and closed the door.
On the way he heard a small voice. "Help me, please!" Rolf the mole had fallen into a ditch and could not get out. Oscar lay down on the grass, held out a branch and pulled Rolf up. "You are kind. If you ever need me, call my name," said Rolf. Oscar smiled and went on.
Then a hedge of thorns grew across the path. Oscar tried to find an end, but there was none. Just when Oscar wanted to turn back, somebody tapped him on the back. It was Rolf! "We will go under it," said Rolf. Rolf dug so fast that the earth flew, and soon there was a tunnel for Oscar. "Thank you, Rolf!" said Oscar. "You helped me, and now I have helped you," said Rolf. And then it was not far any more. Soon Oscar was on the hill. From the top one could see the river and the village. And there he did what he had come for: to fetch medicine for his sick brother. Oscar had learned that a good deed is never lost. On the way home Oscar and Rolf walked side by side.

The Broken Honey Pot
Once upon a time, there was a young otter named Ralph. He lived by the river. He had a kind word for everyone. Ralph and Victor, a prince, lived in the same house.
One windy day, Ralph was alone at home. Ralph was jumping on the bed. Then there was a crash. The honey pot of Victor was broken. "Oh no," whispered Ralph. "What will Victor say?" Quickly Ralph hid the pieces behind the shed.
Soon Victor came home. "Where is my honey pot?" asked Victor. "It was the wind," said Ralph. Victor said nothing and looked out of the window. All day Ralph felt the lie like a stone in his shoe. The soup did not taste good, and no game was fun.
In the middle of the night Ralph got up and knocked at the door of Victor. "It was not the wind. I broke your honey pot. I was jumping on the bed," said Ralph. Ralph said, "I am so sorry." Victor looked at Ralph for a long time. Victor said, "A honey pot can be mended. Thank you for telling me the truth." Together they swept up the pieces, and Ralph gave Victor a picture that he had painted. How light Ralph felt! And Ralph understood that it takes courage to tell the truth.

A Pot of Soup
In an old cottage there lived a little girl named Sally. She had nobody to play with.
One day, when the leaves were turning red, Sally wanted to make a pot of soup for her grandmother. She washed her hands, took the big pot, and looked into the cupboard. There was no honey! "What now?" thought Sally. She put a pot of water on the fire, out in the street, and stirred it. Nina the squirrel came by. "What are you cooking?" asked Nina. "A pot of soup," said Sally, "only the honey is missing." "I have honey," said Nina and brought it. Then others came, and each of them brought something: one a carrot, one an apple, one a whole cheese. In the end there was so much that three tables were needed. Not one crumb was left. That evening Sally and Nina ate pancakes together, and it had never tasted so good.

The First Trip on a Ship
Once upon a time, a small otter named Aurora lived by the lake.
One day, when the leaves were turning red, it was time for the first trip on a ship. "What if it sinks?" asked Aurora. "Everyone has a first time," said her mother. Her belly felt as if it were full of butterflies. On the ship Aurora met Mark the baker, who was sailing for the hundredth time. Mark showed her how to stand: knees soft, eyes on the sky. Suddenly Aurora noticed that she was having fun.
"Well?" asked her mother when it was over. "The sea is like a big cradle!" said Aurora. Aurora and Mark often talked about that day, and they always had to laugh.

Maria Is Afraid
Far away, behind the blue hills, lived a little rabbit. Her name was Maria. She looked twice before every step. There was only one thing that Maria was afraid of, and that was thunder. At the first thunder she crept under the bed. Maria did not like to talk about it.
Then, one fine day in spring, it happened: a storm came up, and a little bird, Maya the bird, had fallen out of the nest. Maria looked around. There was nobody but her. Her knees shook. Her heart beat like a drum. But Maya needed her. Maria ran out into the storm and put Maya under her coat.
Maya was safe. "You are the bravest rabbit I know," said Maya. "I was afraid the whole time," said Maria. "Nobody is brave who is not afraid first," said Maya. And Maria found out something: thunder is only noise, and noise cannot bite.

Bruno and the Sun
Once upon a time, there was a small knight named Bruno. He lived in the village. He could not sit still.
One foggy morning, Bruno looked up and saw the sun. "I want to have it," he said. Bruno said, "If nobody brings it to me, I will fetch it." He climbed on a chair, then on the table, then on the roof. It was still too far away.
So he set out. After a day he met Maya, a little girl. "Where are you going?" asked Maya. Bruno said, "I want to have the sun." Maya did not laugh. "I know somebody who can help you," said Maya. "I will take you there." Soon Bruno came to a high wall. There was no door in it. Bruno tried to push the stones, but not one of them moved. "I can climb it," said Maya. Maya climbed up, let down a rope, and pulled Bruno over the wall.
At the end of the world, or very near to it, there lived an old, old heron. Bruno asked for the sun. The answer was: "It would burn your hands. But taste this." Bruno did not understand. But then he saw it: the peach was as warm and golden as the sun, and it tasted of the whole summer. "It is beautiful," whispered Bruno. "And now you both have it," said the old voice.
When they came home, Bruno looked up and waved. Bruno looked at Maya and smiled. It had been a good day.

The Seed
Once upon a time, there was a frog who planted a seed. Her name was Dora and she lived by the lake. Five minutes were far too long for her. For breakfast she ate flies, and for supper she ate flies again.
One snowy afternoon, Dora got a seed from Martin, a stork. "Plant it, and give it water every day," said Martin the stork. Dora planted it in front of the house and watered it. The next morning Dora ran out to look. There was only earth. Dora asked, "When will it come up?" Dora sang to it in the morning and told it stories at night. Martin laughed, but Dora did not mind.
Then, one morning, there was something green. It grew. It grew as high as her knee, as high as her nose, and then higher. It became a pumpkin, the most beautiful one in the whole valley. And in the autumn it gave Dora a hundred new seeds. Dora gave one to everyone she knew. So Dora learned that good things need time. From that day on, Dora and Martin were never apart for long.

Never Give Up
This is the story of Ella, a small girl who lived in the cottage. "No" was her favourite word. More than anything Ella wanted to whistle.
One foggy morning, she tried it for the first time. Only air came out. She tried once more, and once more she failed. Ella was close to tears. "I am just not made for it," cried Ella. Then a young horse sat down beside her. Her name was Patricia. "Nobody can do it on the first day," said Patricia. "I will tell you a secret: make your mouth round and think of a bird," said Patricia. Ella tried it that way. It was not good yet, but it was better. Every morning and every evening Ella practised.
And one day Ella whistled so loudly that everyone heard it and found the way out of the fog. "Who taught you that?" asked the others. Ella pointed to Patricia. From that day on, everybody far and near knew the name of Ella.

The Old Map
Far away, behind the dark forest, lived a little boy. His name was Milo. He wanted to have everything alone. He had blue boots, and everyone knew him. Next door lived Christopher, a young knight. Milo and Christopher were friends.
One spring morning, Milo found a map between the pages of an old book. A red cross was on it. "A treasure!" said Christopher. "We must find it before anyone else does!" said Milo.
So they went to the library. There were books up to the ceiling, and it was warm and still. Soon Milo came to a high wall. There was no door in it. Milo climbed up on one side and down on the other.
Where the cross was, the earth was soft. Milo dug, and Christopher carried the earth away. At last the spade hit something hard. It was a chest! They opened the lid. It was full of old toys. Somebody had hidden them there long ago. Milo and Christopher mended them and gave them to the children of the village. Milo and Christopher often talked about that day, and they always had to laugh.

The Basket of Eggs
Long ago, there lived a duck who had to deliver a basket of eggs. His name was Xavier and he lived by the river. He liked to go where nobody had been.
One warm evening, there was a knock at the door. It was Sofia, a dragon. "Please take this basket of eggs to Jack. Jack lives near the harbour. It must be there before the sun goes down," said Sofia. "I am on my way," said Xavier.
With the basket of eggs in both hands Xavier set out. On the way, there was a puppet show. "Sit down, it is just starting!" Xavier stood still for a moment. Then he shook his head. "I have promised something," he said.
Then thick fog came down, and Xavier no longer knew where left and right were. Xavier walked a few steps and bumped into a tree. Xavier stood still and listened. Somewhere there was water, and water runs downhill. He followed the sound until he was out.
At last Xavier came to the harbour. There was the house of Jack the boy. Xavier knocked, and there was still time. Jack the boy opened the door and saw the basket of eggs. Jack laughed for joy. "Nobody has brought me anything for years," said Jack. Xavier got a plate of pancakes, and Jack told him a story. From that day on, everybody in the whole valley knew the name of Xavier.

The Old Map
Long ago, a proud owl named Nora lived in the old tower. Tilly, a small raven, was her best friend. The two did everything together.
One summer morning, Nora found a map inside a loaf of bread. A red cross was on it. Tilly said, "That must be a treasure map!" Nora said, "Bring a spade!"
So they went to the old mill. The big wheel turned slowly, and everything smelled of flour. Suddenly there was thunder. The wind grew so strong that the trees bent. Nora crept under a bush, but the rain came through. Nora found a hollow tree and sat in it, dry and warm, until the storm was over. They counted twenty steps from the old stone and began to dig. They dug until their hands hurt. At last the spade hit something hard. It was a chest! They opened the lid. It was full of gold coins. "Half for you and half for me," said Nora. But on the way home they saw the poor people of the village, and in the evening each of them had only one coin left. They had never been so happy. So Nora learned that the best treasure is one that can be shared. Nora and Tilly often talked about that day, and they always had to laugh.

A Knock at the Door
Once upon a time, a little dragon named Dorothy lived on the mountain. She always closed the door and counted her things. Most of all, Dorothy liked to look at the stars. She had only one bed, one chair and one spoon. Her neighbour Tilly the badger had ten of everything.
One cold night an old soldier came down the road and knocked at the big house of Tilly. "Please, let me come in." "There is no place for you here," said Tilly. So the old soldier went on and knocked at the little house of Dorothy. Dorothy said, "I do not have much, but we can share it." Dorothy gave him half of the soup and the only bed, and slept on the floor.
In the morning the old soldier put a small pot on the table. "Take it," he said. "It is never empty." Then he was gone. Dorothy did so, and see: every morning there was warm porridge in it, enough for everyone who came. When Tilly heard of it, she ran after the old soldier. "Come to my house! I have ten beds!" But the old soldier only smiled. "Last night I needed one," he said, and went on. And when Dorothy fell asleep that night, she was smiling.

The Strange Machine
There once was a forgetful girl named Violet. She had brown hair and lived in the little house. Violet liked to build things.
On a grey autumn afternoon, Violet had an idea. "I will build a lamp that never goes out!" she said. "Nobody has ever done that," said Rusty the rabbit. Rusty was a rabbit and lived next door. Violet worked for three days and three nights. Then she pulled the lever, and it was so bright that nobody could sleep. Violet pulled the lever again, quickly, and then it was quiet. "It was a bad idea," said Violet. Violet wanted to throw it away. But Rusty walked around it and scratched his head. "It is not good for that. But what about showing the ships the way at night?" said Rusty. Violet looked at Rusty. Then Violet laughed. They carried it out and tried it. It worked! Soon everybody wanted one. Since then Violet knows that something that fails may be good for something else. That evening Violet and Rusty ate plum cake together, and it had never tasted so good.

A Gift for Kate
Long ago, there lived a duck who had no money for a gift. His name was Tim and he lived on the farm. He liked to hear how great he was. His best friend was a bird named Kate.
One autumn morning, Tim remembered that it was nearly the birthday of Kate. "Kate wishes for a warm blanket," thought Tim. In the shop there was a warm blanket, but it cost ten coins, and Tim had only four. It smelled of apples and smoke.
So Tim looked for work. He watched the sheep from morning to night, and got one coin, and another, and another. His hands were sore, but in the evening Tim had ten coins. He ran to the shop just before it closed. When Kate saw the warm blanket, she could not speak. Then Kate saw the hands of Tim. "You did all that for me?" she asked. Then they lit the candles and ate the cake. So Tim learned that the best gifts come from the heart. Tim looked at Kate and smiled. It had been a good day.

The Noise in the Night
In the little house lived a curious boy. Everybody called him Victor. He had black hair, and everyone knew him.
One night Victor woke up. There was a strange singing in the chimney. Victor lay very still and listened. There it was again!
Victor put flour on the floor. In the morning there were tiny footprints in it. And what did he find? Not a ghost, and not a monster. It was a small hedgehog! "Who are you?" asked Victor. "I am Toby," said the hedgehog. Toby had a nest there and sang for the little ones. "And I was so afraid of you!" said Victor. Victor laughed until his belly hurt. Victor had learned that most monsters are small when one brings a light. From that day on, Victor and Toby did everything together.

The Old Ball
There once was a fox who threw away an old ball. His name was Theo. He had a new idea every day. Theo had a ball that had lost its colour. Theo had had it for years.
One sunny day, Theo got a new one and put the ball out into the street. There the ball lay in the rain, and many walked by. On the third day Gwen the mouse found it. Gwen had never owned anything so nice. Gwen said, "What a beautiful ball!" Gwen cleaned it and mended it as well as she could. One day Theo saw Gwen with the ball. "That was mine once," said Theo. "I mended it," said Gwen, and held on to it. Theo looked at the small, careful repairs. Theo said, "It was mine, but now it is yours." Theo asked, "May I come and play with it sometimes?" So Theo learned from Gwen how to use needle and glue, and they became friends. Theo had learned that what one takes care of becomes beautiful.

A Foolish Wish
Arlo the bear lived in the forest.
On a grey autumn afternoon, Arlo shared his bread with a golden fish. "You have been good to me," said the golden fish. "Make a wish. But think well!" Arlo did not have to think long. He wished to be invisible.
At first it was fun. But when he said hello, everyone was frightened, and nobody laid a plate for him at supper. Arlo sat down and cried. What he wanted most now was to be seen. So he went back and called and called, until the golden fish came. "I was foolish. Please, make everything as it was," said Arlo. "Are you sure?" "Yes," said Arlo. And in a moment everything was as before.
Arlo looked around. The little house, the old table, the neighbours who waved: how good it all was! So Arlo learned that one should think before one wishes. That night Arlo slept very well.

Just Like Sylvia
Once upon a time, a small rabbit named Sylvia lived in the meadow. She never walked past anyone who was sad. There was one thing about Sylvia that was different: she had a very long nose. "What a nose!" they cried, and the loudest of them was Jenny the unicorn. So Sylvia mostly stayed alone.
But one day there was a smell of smoke in the air, and everyone was asleep. All of them were frightened. It was Sylvia who smelled it first, woke everyone, and the fire was put out in time.
Afterwards Jenny went up to Sylvia, very slowly. "What would we have done without you?" said Jenny. "Everyone is good for something," said Sylvia. Jenny said, "And it is good that you are like this." Since then Sylvia knows that what is different can be a gift. Sylvia and Jenny often talked about that day, and they always had to laugh.

The Strange Machine
Sally the girl lived in the village. She hated to wait. For breakfast she ate bread, and for supper she ate bread again. In her shed there were wheels, ropes, springs and a hundred screws. One cold day, Sally had an idea. "I will build a hat that tells the time!" she said. Poppy the rabbit said, "Nobody has ever done that." Poppy was a rabbit and lived next door. Sally worked for three days and three nights. Then she pulled the lever, and it rang every minute, day and night. Everyone laughed, and Poppy laughed too. Sally said, "All that work for nothing!" Sally wanted to throw it away. But Poppy walked around it and scratched her head. "Maybe it is good for something else. What about waking the baker, who could never get up?" said Poppy. Sally looked at Poppy. Then Sally laughed. They carried it out and tried it. It worked! The people came from far away to see it. So Sally learned that something that fails may be good for something else. From that day on, Sally and Poppy were the best of friends.

A Blue Flower
On the farm lived a stubborn farmer. Everybody called her Poppy. Most of all, Poppy liked to look at the stars. Her best friend was a zebra named Daisy.
But one day in the middle of winter, Daisy did not come out to play. She was ill, and her head was hot. The ground was hard, and the air bit the nose. The doctor, an old goat, shook her head. "Only a blue flower can help," she said. "It is found at the old tower, and nobody dares to go there." "Then I will get it," said Poppy.
Poppy went at once. She walked all day. On the way she met Ruby, a young rabbit. "Where are you going in such a hurry?" asked Ruby. "My friend Daisy is ill. I must find a blue flower," said Poppy. "Two are better than one. Let us go," said Ruby. But the gate was locked, and the key hung on the other side. "I am small enough," said Ruby. Ruby crept under it and opened it from the other side.
So they came to the old tower. Ivy grew on its walls, and the door was half open. Poppy looked and looked. Then Ruby pointed. There, in the last light, was a blue flower. They ran back the whole night.
Daisy took it with a little warm milk and fell asleep. In the morning Daisy opened her eyes and said, "I am hungry!" Poppy laughed, and then she slept for two days. That evening Poppy and Daisy ate warm soup together, and it had never tasted so good.

The Sack of Flour
Once upon a time, a little rabbit named Barney lived in the meadow. He always closed the door and counted his things.
One foggy morning, Zeb the bear came to Barney. "Please take this sack of flour to Mia. Mia lives near the beach. It must be there before the bell rings," said Zeb. "I am on my way," said Barney.
Barney took the sack of flour and went off. The leaves were red and gold. On the way, three frogs were singing in a pond. "Sing with us!" It looked like fun. But Barney thought of his promise. "Later," he said, and went on.
But the gate was locked, and the key hung on the other side. But Barney was small. He made himself as thin as he could and crept under it.
Then he saw the house of Mia the dog, near the beach. Barney knocked, and there was still time. Mia the dog opened the door and saw the sack of flour. Mia laughed for joy. "Nobody has brought me anything for years," said Mia. Mia gave Barney an apple pie for the way home. And when Barney fell asleep that night, he was smiling.

Basil and the Troll
There once was a mouse who was cleverer than a troll. He was called Basil and he lived in the cottage. He always wanted to know why. Most of all, Basil liked to tell stories.
One spring morning, on the way to the cave, Basil met a hungry troll. "I have not eaten for three days," growled the troll. "You come just in time." His heart stood still. But his head did not. "You can eat me. But I have eaten a green mushroom, and my belly hurts so much!" said Basil. The troll took a step back. "A green mushroom? Then you are poison! Go away, go away!" And it ran off. At home Basil told everyone, and they laughed until they cried. So Basil learned that fear is no reason to stop thinking. Basil went to bed late and happy.

A Gift for Yara
Long ago, a lonely pig named Lena lived in the barn. She had nobody to play with. Most of all, Lena liked to take long walks. Every morning she met her friend Yara, a girl.
One foggy morning, Lena remembered that it was nearly the birthday of Yara. "Yara wishes for a little drum," thought Lena. In the shop there was a little drum, but it cost ten coins, and Lena had only two. It smelled of apples and smoke.
So Lena looked for work. She picked apples for the farmer from morning to night, and got one coin, and another, and another. Her hands were sore, but in the evening Lena had ten coins. She ran to the shop just before it closed. When Yara saw the little drum, she could not speak. Then Yara saw the hands of Lena. "You did all that for me?" she asked. There was cake, and they sang until the neighbours came and sang with them. Lena had learned that the best gifts come from the heart. And the two of them laughed and talked until the moon was high.

An Apple Cake
There once was a careful girl named Dora. She had brown hair and lived in the town. She did everything slowly and well. She had brown hair, and everyone knew her.
On the longest day of summer, her cousins wanted to come to supper, and Dora decided to make an apple cake. The sun was high, and the bees were humming. She washed her hands, took the big pot, and looked into the cupboard. There was no butter! So she went to Sally, a baker, and asked for some butter. "You can have some, if you bring me a candle," said Sally. Dora went to Frida, an otter, and asked for a candle. Frida said, "I have one. But my hands are cold. Bring me some wood for my fire." So Dora went and gathered wood. She brought the wood to Frida and got a candle. She brought the candle to Sally and got the butter. Then Dora ran home and cooked until the windows were white with steam.
When everybody sat at the table, it was quiet, because everybody was eating. And the two of them laughed and talked until the moon was high.

The Broken Teapot
Long ago, there lived a beaver who told the truth. His name was Karl. He asked questions all day long. Karl and Basil, an elephant, lived in the same house.
On the longest day of summer, Basil went to the market. "Please be good," said Basil. Karl was running through the kitchen, and crash! The teapot lay on the floor in a hundred pieces. It belonged to Basil. "Oh no," whispered Karl. "What will Basil say?" Quickly Karl hid the pieces under the carpet. Soon Basil came home. "Where is my teapot?" asked Basil. "I do not know," said Karl. Basil looked for it everywhere. All day Karl felt the lie like a stone in his shoe. The soup did not taste good, and no game was fun.
In the middle of the night Karl got up and knocked at the door of Basil. Karl said, "I know where your teapot is. I broke it. I was running through the kitchen." "I am so sorry," said Karl. Basil was quiet for a moment. Then Basil took Karl by the hand. "A teapot can be mended. Thank you for telling me the truth," said Basil. The next day they glued the pieces together. How light Karl felt!

Some Honey From the Wild Bees
There once was a brave cat named Ruby. She had soft fur and lived in the town. She was not afraid of anything, not even of thunder. Next door lived Molly, a little rabbit. Ruby and Molly were friends. The two did everything together.
But on the longest day of summer, Molly did not come out to play. She was ill, and her head was hot. The sky was blue from one side to the other. The doctor, an old owl, shook her head. "Only some honey from the wild bees can help," she said. "It is found in the cave, and nobody dares to go there." "I will go," said Ruby.
Ruby went at once. She walked all day. On the way she met Zoe, a little penguin. "Where are you going in such a hurry?" asked Zoe. "I must bring some honey from the wild bees to Molly, or Molly will not get well," said Ruby. Zoe said, "That is a long way. I will come with you." Soon Ruby came to a wide river, and there was no bridge. Ruby tried to walk through it, but the water pulled at her legs. Zoe swam ahead and showed Ruby where the water was low, so that she could walk across.
So they came to the cave. It was dark and wet inside, and every step made an echo. And there it was: some honey from the wild bees. Ruby took only as much as she needed. They ran back the whole night.
Molly took it with a little warm milk and fell asleep. In the morning Molly opened her eyes and said, "I am hungry!" Ruby laughed, and then she slept for two days. So Ruby learned that one can be brave for a friend even when one is afraid. When winter came, Ruby and Molly sat by the fire and told the story again and again.

The Strange Machine
Maya was a curious fox who lived on the hill. If there was a closed box, she had to open it. For breakfast she ate berries, and for supper she ate berries again. In her shed there were wheels, ropes, springs and a hundred screws.
On a grey autumn afternoon, Maya had an idea. "I will build a lamp that never goes out!" she said. "Are you sure?" said Rolf the farmer. Rolf was a farmer and lived next door. Maya worked for three days and three nights. Then she pulled the lever, and it was so bright that nobody could sleep. Everyone laughed, and Rolf laughed too. Maya sighed, "All that work for nothing!"
Maya wanted to throw it away. But Rolf walked around it and scratched his head. "Maybe it is good for something else. What about showing the ships the way at night?" said Rolf. They tried it that same afternoon, and it worked better than anyone had thought. And everyone who had laughed came to say thank you. Maya looked at Rolf and smiled. It had been a good day.

A Long Winter
Long ago, a stubborn mole named Ada lived in the garden. "No" was her favourite word.
In summer Ada worked every day and filled the cellar with acorns. Her neighbour Daisy, a bird, slept in the sun all day. "There is enough to eat everywhere!" called Daisy. Ada said, "Winter is long." Daisy only laughed.
The leaves fell, and then the snow. Daisy looked for food and found nothing. One night there was a soft knock at the door of Ada. It was Daisy, thin and blue with cold. "Please give me something to eat. I was foolish," said Daisy. Ada looked at Daisy, and then at the full cellar. She opened the door wide. Ada said, "Come in. There is enough for two." All winter they sat by the fire. And when spring came, Daisy was the first to work. Ada had learned that one should think of tomorrow, and of others.

How Charlie Became Brave
This is the story of Charlie, a young boy who lived in the little house. He did everything slowly and well. For breakfast he ate pancakes, and for supper he ate pancakes again. There was only one thing that Charlie was afraid of, and that was the dark. When evening came, he lit three candles. Charlie did not like to talk about it. Only Karl, a bear, never laughed.
Then, one day in the middle of winter, it happened: a thick cloud came over the moon, and Karl was still out in the wood. "Help!" cried Karl. For a moment Charlie could not move. Then he thought of Karl, and his legs went by themselves. Charlie took a lantern, but the wind blew it out. He walked on in the dark, calling.
Karl was safe. "You did it, although you were afraid," said Karl. "My knees are still shaking," said Charlie. "And still you came," said Karl. And Charlie found out something: the dark was not empty and not bad. It was only the day with its eyes closed.

Berry Jam
This is the story of Luna, a small girl who lived in the village. One summer morning, Luna wanted to make berry jam for her cousins. She washed her hands, took the big pot, and looked into the cupboard. There was no honey! "Then I must go to the market," said Luna, and off she went. But the gate was locked, and the key hung on the other side. Luna knocked and waited, and knocked again. Nobody opened. Luna looked under the mat. There lay a second key, as it so often does. Luna bought some honey and hurried back. Heidi the raven smelled it from far away and came to help. They stirred and stirred.
When everybody sat at the table, it was quiet, because everybody was eating. Luna and Heidi often talked about that day, and they always had to laugh.

The Old Map
In a quiet jungle there lived a young monkey named Bruno. He had long arms, and everyone knew him. His best friend was a robot named Zoe. Where one was, the other was never far. One fine day in spring, Bruno found a map under a loose board. A red cross was on it. "I know this place. It is near the castle," cried Zoe. Bruno said, "Bring a spade!"
So they went to the castle. Its walls were high, and two guards stood at the gate. Soon there were so many paths that Bruno did not know which one to take. Bruno took the first one, and it ended in a swamp. He had to go all the way back. Bruno climbed on a rock and looked around. From up there it was easy to see which path was the right one. Where the cross was, the earth was soft. Bruno dug, and Zoe carried the earth away. Then there was a sound: tock! It was a wooden chest. They opened the lid. It was full of gold coins. "Half for you and half for me," said Bruno. But on the way home they saw the poor people of the village, and in the evening each of them had only one coin left. They had never been so happy. When winter came, Bruno and Zoe sat by the fire and told the story again and again.

Bean
This is the story of Tom, a young turtle who lived by the pond. For breakfast he ate berries, and for supper he ate berries again.
One day, when the leaves were turning red, Tom found a big green egg in the meadow. Tom looked around. Nobody was there to keep it warm. So he took it home and put it beside the stove. One night Tom heard a soft tap, tap, tap. The egg opened, and a small dragon looked at him. Tom called it Bean. Tom taught Bean everything he knew.
Weeks went by. Bean grew strong, and in the evening Bean looked out into the world and was quiet. Tom understood. His throat was tight. "You want to fly, out there with the others," said Tom. Tom carried Bean to the meadow, back to where they had met. Bean looked at Tom once more, and then Bean flew away, far and farther. Tom stood there and waved for a long time.
And every year, on the same day, Bean comes back, and Tom puts the milk on the table. Since then Tom knows that to love someone can mean to let them go.

A Knock at the Door
There was once a young boy called Oliver. His home was in the village. He could laugh even when it rained. Oliver was poor. On the hill, in a fine big house, lived Zelda the pig, who was rich.
One stormy night there was a knock at the door of Zelda. There stood a woman with a grey shawl. "May I sleep here?" "There is no place for you here," said Zelda. So the woman went on and knocked at the little house of Oliver. "Sit down by the fire," said Oliver. There was only one bowl of soup. Oliver gave it to her and said, "I have eaten already."
In the morning the woman put three seeds on the table. "Take it," she said. "Plant them in front of the door." Then she was gone. Oliver did so, and see: three apple trees grew from them, and they had apples in summer and in winter. When Zelda heard of it, she ran after the woman. "Come to my house! I have ten beds!" But the woman only smiled. "Last night I needed one," she said, and went on. Since then Oliver knows that one is rich if one can share. From that day on, everybody in the village knew the name of Oliver.

The Basket of Eggs
Once upon a time, there was an otter who had to deliver a basket of eggs. He was called Rolf.
One soft grey morning, there was a knock at the door. It was Walter, a hedgehog. "Please take this basket of eggs to Oliver. Oliver lives near the river. It must be there before the bell rings," said Walter. "I am on my way," said Rolf.
With the basket of eggs in both hands Rolf set out. Birds were building their nests. On the way, there was a puppet show. "Sit down, it is just starting!" Rolf could not say no. "Only for a moment," he thought. But the moment grew long, and when he looked up, the sun stood low. Rolf jumped up. The basket of eggs! He ran as he had never run before.
Suddenly there was thunder. The wind grew so strong that the trees bent. Rolf ran on, but the wind pushed him back. Rolf saw a small cave and waited there. He counted to a hundred, three times, and then the sun came back.
Then he saw the house of Oliver the frog, near the river. Rolf knocked at the very last moment. Oliver the frog opened the door and saw the basket of eggs. Oliver was so glad that he could hardly speak. "You do not know how much this means to me," said Oliver. Rolf got a cup of warm milk, and Oliver told him a story. Rolf had learned that someone is waiting at the end of every road. And that is the end of the story of Rolf the otter.

Where Is the Ball?
Far away, behind the seven hills, lived a little owl. His name was Vincent. He thought that nobody was as clever as he was. More than anything Vincent loved his ball. It was older than Vincent.
One frosty morning, Vincent looked for the ball and could not find it. Everything was white and still. Vincent cried, "My ball is gone!" He looked under the bed, behind the door and on the roof. Nothing.
Vincent asked everybody. "Have you seen my ball?" he asked the postman. The postman only smiled. Then he asked Iris the monkey. Iris looked at him and began to laugh. Iris said, "Put your hand on your back!" Vincent did, and there it was. The ball had been with him the whole time, in his own bag. First Vincent grew red. Then Vincent laughed too, louder than Iris. And when the stars came out, Vincent and Iris were still laughing.

The Strange Machine
Long ago, there lived a mouse who built a broom that sweeps alone. Her name was Heidi. When something was broken, she found a way to mend it. In her shed there were wheels, ropes, springs and a hundred screws.
One sunny day, Heidi had an idea. "I will build a broom that sweeps alone!" she said. "Are you sure?" said Noah the dog. Noah was a dog and lived next door. Heidi worked for three days and three nights. Then she pulled the lever, and it swept the cat out of the house, and the chairs too. Heidi pulled the lever again, quickly, and then it was quiet. Heidi sighed, "All that work for nothing!"
The next day Noah came back. Noah had thought about it all night. "Maybe it is good for something else. What about clearing the snow from the streets?" said Noah. They tried it that same afternoon, and it worked better than anyone had thought. The people came from far away to see it. So Heidi learned that something that fails may be good for something else. And when the stars came out, Heidi and Noah were still laughing.

A Day in Other Shoes
There was once a little pig called Flora. Her home was in the barn. She could laugh even when it rained. She lived together with Nina, a girl. It was the work of Flora to bake the bread, and it was the work of Nina to catch the fish.
One foggy morning, Flora came home tired. "I wish I only had to catch the fish, like you," said Flora. "Easy? You have it easy!" said Nina. Flora said, "Let us change places for a day, and we will see."
The next morning Flora went to catch the fish. She caught one old boot. At the same time Nina tried to bake the bread. Nina forgot the salt and dropped the dough. It was a long day for both of them.
In the evening they sat at the table and looked at each other. Then both began to laugh. "I did not know how hard it is, sitting in the cold wind all day," said Flora. "And I did not know how hard it is, getting up in the middle of the night," said Nina. From then on they did it all together: one day the one thing, one day the other. And the two of them laughed and talked until the moon was high.

The Broken Honey Pot
In a green cottage there lived a young dog named Sam. He could not sit still. In the same house lived Tim, a young lamb, who looked after Sam.
One day, when the leaves were turning red, Tim went to the market. "Please be good," said Tim. Sam was trying to fly. Then there was a crash. The honey pot of Tim was broken. "Oh no," whispered Sam. "What will Tim say?" Quickly Sam hid the pieces under the carpet.
Soon Tim came home. "Where is my honey pot?" asked Tim. Sam whispered, "I do not know." Tim looked for it everywhere. At supper Sam could not eat. In bed he could not sleep. The lie was like a stone in his belly.
In the middle of the night Sam got up and knocked at the door of Tim. "I know where your honey pot is. I broke it. I was trying to fly," said Sam. "I am so sorry," said Sam. Tim looked at Sam for a long time. "A honey pot can be mended. Thank you for telling me the truth," said Tim. The next day they glued the pieces together. That night Sam slept like a log. So Sam learned that the truth is easier to carry than a lie.

The Old Top
Once there was a boy who threw away an old top. He was called Simon. He could never remember where things were. Simon had got a top long ago. By now it had lost its colour.
One winter morning, Simon said, "I do not need you any more," and left the top at the side of the road. One day went by, and then another, and nobody looked at the top. Then Ella the girl came by. Ella was poor and had never had a top. "What a beautiful top!" said Ella. Ella cleaned it and mended it as well as she could.
Some time later Simon met Ella and saw the top. Simon stopped. It looked better than the new one, which had broken after a week. "I mended it," said Ella, and held on to it. Simon looked at the small, careful repairs. "No. It is in good hands," said Simon. "May I come and play with it sometimes?" asked Simon. Ella nodded. From then on they mended old things together and gave them to those who had none. So Simon learned that what one takes care of becomes beautiful.

The Old Map
In a quiet town there lived a little cat named Ruby. She often hid behind a tree when someone came. Next door lived Luna, a small girl. Ruby and Luna were friends.
One cold day, Ruby found a map under a loose board. A red cross was on it. Luna cried, "A treasure!" Ruby said, "We must find it before anyone else does!"
So they went to the castle. Its walls were high, and a flag moved in the wind. Soon there were so many paths that Ruby did not know which one to take. Ruby looked at the ground. Two paths were full of grass, but on the third there were fresh footprints. That was the one she took.
Where the cross was, the earth was soft. Ruby dug, and Luna carried the earth away. Then there was a sound: tock! It was a wooden chest. They opened the lid. It was full of gold coins. "Half for you and half for me," said Ruby. But on the way home they saw the poor people of the village, and in the evening each of them had only one coin left. They had never been so happy. So Ruby learned that the best treasure is one that can be shared. That evening Ruby and Luna ate pancakes together, and it had never tasted so good.

Just Like Gregory
Once upon a time, a little dragon named Gregory lived on the mountain. Most of all, Gregory liked to play in the rain. There was one thing about Gregory that was different: he had a very loud voice. "Not so loud!" said Edith the girl, whenever Gregory came by. Gregory wished to be like everyone else.
Then a day came when fog came over the lake, and the boats could not find the shore. Even Edith was afraid. Gregory did not think about it for long. He stood on the highest rock and called, again and again, until the last boat was home. When it was over, nobody laughed. Edith came to Gregory and looked at the ground. "I was wrong about you," said Edith. "Everyone is good for something," said Gregory. Edith said, "Will you be my friend?" And when the stars came out, Gregory and Edith were still laughing.

Zack Learns to Paint
Many years ago, a small robot named Zack lived in the old tower. Zack had one great wish: to paint.
One day in the middle of winter, he tried it for the first time. The picture looked like mud. He tried once more, and once more he failed. Some who stood there laughed. "I give up," cried Zack.
Old Rosa, a farmer, had seen it all. "Nobody can do it on the first day," said Rosa. "I will tell you a secret: look for a long time before you begin," said Rosa. Zack tried it that way. It was not good yet, but it was better. A week went by, and then another. Zack never missed a day.
And one day Zack painted the wall of the school, and everyone stopped to look. Rosa stood there and smiled. From that day on, everybody far and near knew the name of Zack.

Bella and the Wolf
Long ago, a brave pig named Bella lived in the barn. When others ran away, she stayed. One soft grey morning, on the way to the cave, Bella met a hungry wolf. "Now I will eat you!" said the wolf, and opened its big mouth. Bella was frightened. But she did not show it. "You can eat me. But I have eaten a green mushroom, and my belly hurts so much!" said Bella. The wolf took a step back. "A green mushroom? Then you are poison! Go away, go away!" And it ran off.
At home Bella told everyone, and they laughed until they cried. That night Bella slept very well.

The Broken Glass Lamp
Long ago, there lived a girl who told the truth. She was called Emma. She knew more games than anyone. Emma and Mia, a rabbit, lived in the same house.
One day, when the leaves were turning red, Mia went to the market. "Please be good," said Mia. Emma was dancing with a broom. Then there was a crash. The glass lamp of Mia was broken. "Oh no," whispered Emma. "What will Mia say?" Quickly Emma hid the pieces in a sack.
Soon Mia came home. "Where is my glass lamp?" asked Mia. "I do not know," whispered Emma. Mia looked for it everywhere. Emma tried to play, but she thought of the glass lamp the whole time.
At last Emma went to Mia. "I know where your glass lamp is. I broke it. I was dancing with a broom," said Emma. Emma said, "I am so sorry." Mia was quiet for a moment. Then Mia took Emma by the hand. Mia said, "That took courage. I am proud of you." The next day they glued the pieces together. How light Emma felt! Emma had learned that the truth is easier to carry than a lie.

George to the Rescue
Far away, behind the blue hills, lived a young boy. His name was George. He made a game out of everything. Most of all, George liked to tell stories.
One snowy afternoon, George heard somebody call for help. He ran as fast as he could. Max the goat was stuck in a tall tree. Max had climbed up to look around, and now he did not dare to come down. "Please get me out!" called Max. "Hold on! I will think of something," said George.
First George tried with his bare hands, but that was no good. Then George had an idea. He needed a ladder. There was one in the barn. He ran and came back with it, out of breath. George put it against the tree. Slowly, slowly, Max climbed down, step by step. Everybody cheered. Max said, "You saved me!" "Next time, call me first," said George. So George learned that one should stay calm when there is trouble. George and Max often talked about that day, and they always had to laugh.

A Knock at the Door
Once upon a time, a little boy named Noah lived in the town. He was too shy to talk to strangers. For breakfast he ate bread, and for supper he ate bread again. Noah was poor. On the hill, in a fine big house, lived Tilly the fox, who was rich. One stormy night there was a knock at the door of Tilly. There stood an old soldier. "May I sleep here?" "There is no place for you here," said Tilly. So the old soldier went on and knocked at the little house of Noah. "Sit down by the fire," said Noah. There was only one bowl of soup. Noah gave it to him and said, "I have eaten already."
In the morning the old soldier put a small pot on the table. "Take it," he said. "It is never empty." Then he was gone. Noah did so, and see: every morning there was warm porridge in it, enough for everyone who came. Tilly saw it and was ashamed. In the evening Tilly came to Noah with a big basket. "I have too much," said Tilly. "Help me to share it." Noah had learned that whoever opens the door lets luck come in. From that day on, everybody in the town knew the name of Noah.

Mila and the Wolf
Many years ago, a small bird named Mila lived in the hollow tree. She woke up with a smile every day. Most of all, Mila liked to sing.
One cold day, Mila was at the bridge, when a wolf jumped out. "I have not eaten for three days," growled the wolf. "You come just in time." Mila was frightened. But she did not show it. Then Mila saw that one of its teeth was black. "Does that tooth not hurt?" asked Mila. "Day and night," said the wolf, and a tear ran down its face. Mila tied a string to the tooth and pulled. Out it came! The wolf was so happy that it forgot its hunger and danced.
At home Mila told everyone, and they laughed until they cried. And that is the end of the story of Mila the bird.

A Long Winter
Once there lived a quiet rabbit called Fred in the meadow. He spoke only when it mattered. Most of all, Fred liked to sing.
In summer Fred worked every day and filled the cellar with nuts. His neighbour Winston, a squirrel, swam in the pond all day. "Why do you work so much? Come and play!" called Winston. "When the snow comes, you will see," said Fred. Winston only laughed.
The leaves fell, and then the snow. Winston looked for food and found nothing. Winston was cold and hungry. At last Winston went to Fred and knocked. Winston whispered, "Please give me something to eat. I was foolish." "Can you do something for me? What can you give me?" said Fred. "I can sing and tell stories," said Winston. So Winston got nuts every day, and Fred got a song every evening. It was the shortest winter Fred had ever known.

Button
Once upon a time, a young boy named Milo lived in the little house. He always closed the door and counted his things. He had blue boots, and everyone knew him.
One day, when the leaves were turning red, Milo found a big green egg on the hill. Milo looked around. Nobody was there to keep it warm. So he took it home and put it beside the stove. One night Milo heard a soft tap, tap, tap. The egg opened, and a small dragon looked at him. Milo called it Button. Milo fed Button five times a day and hardly slept.
Weeks went by. Button grew strong, and in the evening Button looked out into the world and was quiet. Milo understood. His throat was tight. "You are not made for a house," said Milo. Milo carried Button to the hill, back to where they had met. Button looked at Milo once more, and then Button flew away, far and farther. Milo stood there and waved for a long time.
And every year, on the same day, Button comes back, and Milo puts the milk on the table.

The Bottle of Medicine
There once was a frog who had to deliver a bottle of medicine. He was called Oscar and he lived by the pond. He always wanted to know why.
On a grey autumn afternoon, Lucy the rabbit came to Oscar. "Please take this bottle of medicine to Theo. Theo lives near the mountain. It must be there before supper," said Lucy. "I will do it," said Oscar.
With the bottle of medicine in both hands Oscar set out. On the way, a man was selling honey cakes. "Come and taste one!" Oscar stood still for a moment. Then he shook his head. "I have promised something," he said.
Soon the ground fell away. In front of Oscar was a deep, dark valley, and the far side was hidden in fog. Oscar looked for a long time. There were small steps in the rock, and he climbed down and up again.
At last Oscar came to the mountain. There was the house of Theo the bird. Oscar knocked, and there was still time. Theo the bird opened the door and saw the bottle of medicine. Theo was so glad that he could hardly speak. "You do not know how much this means to me," said Theo. Theo gave Oscar a red ribbon for the way home. And when Oscar fell asleep that night, he was smiling.

An Unfair Prize
Once upon a time, there was a clever girl named Poppy, who lived in the town. Most of all, Poppy liked to take long walks.
Every year there was the contest for the biggest pumpkin, and this year the prize was a new boat. Oliver, a young bear, had won it three times. Poppy had never won anything. In the night before, Oliver crept out and did something bad. He hid what Poppy needed most: her shoes. In the morning Poppy looked for the shoes and could not find them. Poppy took part all the same, without the shoes, and did what she could. Oliver won the new boat. Everybody cheered. But when Oliver saw Poppy clap too, he grew red. Oliver went up to the judge. "I did not win," said Oliver. "I hid the shoes of Poppy." Then Oliver gave the prize to Poppy. "It takes courage to say that," said Poppy. "Next year we will try again, and it will be fair." And Poppy understood that fair play is worth more than a prize. Poppy and Oliver often talked about that day, and they always had to laugh.

The Violin and the Fox
There once was a cheerful giraffe named Rusty. He had kind eyes and lived in the meadow. He sang from morning to night. He had a friend, a cat named Barbara.
One day in the middle of winter, there lay an old violin in the grass, and Rusty and Barbara saw it at the same time. Snow lay on every roof. "I saw it first!" cried Rusty. "No, it is mine!" said Barbara. They shouted so loudly that they did not see the fox. The fox took the violin and was gone. Rusty and Barbara stood there with empty hands. Barbara said, "If we had not shouted, we would still have it." "You are right. Come!" said Rusty.
They followed the fox. Rusty went to the left, and Barbara went to the right, so that the fox could not get away. Before the fox knew what had happened, Rusty had the violin again. "You may have it today," said Rusty. Barbara said, "And you tomorrow." Rusty had learned that a friend is worth more than any violin. That evening Rusty and Barbara ate pancakes together, and it had never tasted so good.
`
  .trim()
  .split("\n\n");
