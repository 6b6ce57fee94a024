### 网页聊天服务器给人的话
site-no-session = 请刷新页面再试。
site-bad-request = 这一步没看懂，请刷新页面再试。
site-file-too-big = 文件太大了（照片最多 10 MB，视频最多 20 MB），请换一个小一点的。
site-file-unknown = 这种文件收不了，请发照片、语音或者视频。
site-too-long = 这句话太长了，请分几次说。
site-too-slow = 网络太慢，没收全，请再发一次。
site-too-many = 这个页面开得太多了，请关掉几个。
site-broken = 我们这边出了点问题，请过一会儿再试。您说的事没有丢，可以再发一次。
site-title = { $unit } · 接单
